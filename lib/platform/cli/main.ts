import { readClock } from "../clock";
import { AppError } from "../errors";
import { newId } from "../ids";
import { readSettings } from "../launcher/settings";
import { withDatabase } from "../launcher/with-database";
import type { Verb } from "./verb";
import { verbs } from "./verbs";

// `npm run cli -- <verb> …`: administration without a browser, as the system itself.

function help(): string {
  const lines = verbs.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.trim()}\n      ${summary}`);
  return `npm run cli -- <verb>\n\n${lines.join("\n")}\n`;
}

function findVerb(args: readonly string[]): { verb: Verb; rest: readonly string[] } | null {
  for (const words of [2, 1]) {
    const verb = verbs.find(({ name }) => name === args.slice(0, words).join(" "));
    if (verb) return { verb, rest: args.slice(words) };
  }
  return null;
}

function describe(error: unknown): object {
  if (error instanceof AppError)
    return { error: error.code, message: error.message, errors: error.errors, ...error.data };
  return { error: "failed", message: error instanceof Error ? error.message : String(error) };
}

const asked = findVerb(process.argv.slice(2));
if (!asked) {
  process.stderr.write(help());
  process.exit(process.argv.length > 2 ? 1 : 0);
}
try {
  const { verb, rest } = asked;
  const answer = await withDatabase(readSettings(), () =>
    verb.run(
      { viewer: { kind: "system", id: null, name: "cli" }, now: readClock(), correlationId: newId() },
      rest,
    ),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
} catch (error) {
  process.stderr.write(`${JSON.stringify(describe(error))}\n`);
  process.exitCode = 1;
}
