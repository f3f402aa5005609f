// What has to end before the process may. The app registers inside Next's bundle, the launcher outside of it: the list
// lives on globalThis, the one place that both see.

/** "first": beside the last requests (streams, jobs). "last": what those requests still need. */
type Phase = "first" | "last";

type Task = { name: string; phase: Phase; run: () => Promise<void> };

const holder = globalThis as { batonShutdown?: Task[] };

/** Has `run` called when the process is asked to stop, before the database goes. Of one phase, last registered, first called. */
export function onShutdown(name: string, run: () => Promise<void>, phase: Phase = "first"): void {
  holder.batonShutdown ??= [];
  const others = holder.batonShutdown.filter((task) => task.name !== name);
  holder.batonShutdown = [...others, { name, phase, run }];
}

/** Ends everything of the phase that registered; one that fails does not keep the others from ending. */
export async function shutDown(phase: Phase): Promise<void> {
  const tasks = (holder.batonShutdown ?? []).filter((task) => task.phase === phase);
  for (const task of tasks.reverse()) {
    try {
      await task.run();
    } catch (error) {
      process.stderr.write(`${task.name} did not end well: ${String(error)}\n`);
    }
  }
}
