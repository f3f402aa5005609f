import { readdirSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "@/lib/platform/root";

// `npm run bench -- <name>`: each file `<name>.bench.ts` beside this one default-exports a function that measures and
// answers its figures; each figure is printed as one JSON line, with how busy the machine was. `support.ts` has what they share.

export type Figure = { name: string; value: number; unit: string } & Record<string, string | number>;

const SUFFIX = ".bench.ts";
const folder = join(ROOT, "tests/bench");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort();

async function measure(name: string, args: readonly string[]): Promise<void> {
  const file = pathToFileURL(join(folder, name + SUFFIX)).href;
  const { default: bench } = (await import(file)) as {
    default: (args: readonly string[]) => Promise<Figure[]>;
  };
  for (const figure of await bench(args))
    process.stdout.write(`${JSON.stringify({ bench: name, ...figure, ...machine() })}\n`);
}

/** Processes that wanted a core in the last minute, this one included, against the cores there are. */
const machine = () => ({
  load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  cores: availableParallelism(),
});

const [asked = "--list", ...args] = process.argv.slice(2);
if (asked === "--list") for (const name of names) process.stdout.write(`${name}\n`);
else if (names.includes(asked)) await measure(asked, args);
else {
  process.stderr.write(`There is no benchmark ${asked}. There are: ${names.join(", ")}.\n`);
  process.exitCode = 1;
}
