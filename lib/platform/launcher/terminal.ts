// Whoever read what we print may go away before us (a closed terminal, a killed supervisor): no reason to end, and none to
// complain in the same broken pipe for ever.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

/** What an app or a worker tells the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
