import { parseArgs } from "node:util";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Json } from "@/lib/shared/json";
import type { Caller } from "@/lib/team/viewer";

/** Something the command line can do: one call, one JSON line. */
export type Verb = {
  /** One or two words: "now", "user add". */
  name: string;
  /** Its arguments, as the help shows them. */
  usage: string;
  summary: string;
  run(caller: Caller, args: readonly string[]): Promise<Json>;
};

type Definition<Input> = Omit<Verb, "run"> & {
  /**
   * What the arguments must be. Fields are flags (`--time-zone` for `timeZone`; a boolean field is a flag without a
   * value) except those named in `positionals`, which are taken in that order.
   */
  input: z.ZodType<Input> & { shape: Record<string, z.ZodType> };
  positionals?: readonly (keyof Input & string)[];
  /** Does it; the answer is printed as one line of JSON. */
  run(caller: Caller, input: Input): Promise<Json>;
};

const flagOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function isBoolean(field: z.ZodType): boolean {
  let inner: z.ZodType = field;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType;
  return inner instanceof z.ZodBoolean;
}

function readArguments(fields: Record<string, z.ZodType>, order: readonly string[], args: readonly string[]) {
  const flags = Object.keys(fields).filter((field) => !order.includes(field));
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: Object.fromEntries(
      flags.map(
        (field) => [flagOf(field), { type: isBoolean(fields[field]!) ? "boolean" : "string" }] as const,
      ),
    ),
  });
  if (positionals.length > order.length) throw new Error(`unexpected argument ${positionals[order.length]}`);
  return {
    ...Object.fromEntries(
      flags.flatMap((field) => {
        const value = values[flagOf(field)];
        return value === undefined ? [] : [[field, value]];
      }),
    ),
    ...Object.fromEntries(positionals.map((value, index) => [order[index]!, value])),
  };
}

/** Names a verb, its arguments and what it does. Verbs are listed in `verbs.ts`. */
export function defineVerb<Input>(definition: Definition<Input>): Verb {
  const { input, positionals, run, ...about } = definition;
  const order: readonly string[] = positionals ?? [];
  return {
    ...about,
    async run(caller, args) {
      let given: unknown;
      try {
        given = readArguments(input.shape, order, args);
      } catch (error) {
        throw new AppError("invalid", `${about.name}: ${(error as Error).message}`);
      }
      const parsed = input.safeParse(given);
      if (parsed.success) return run(caller, parsed.data);
      const errors = parsed.error.issues.map(({ path, code, message }) => {
        const field = String(path[0] ?? "");
        return { path: order.includes(field) ? field : `--${flagOf(field)}`, rule: code, message };
      });
      throw new AppError("invalid", `${about.name} ${about.usage}`, { errors });
    },
  };
}
