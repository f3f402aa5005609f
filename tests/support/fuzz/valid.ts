import { z } from "zod";
import type { Chance } from "@/prisma/seed/chance";

// Values that a shape takes, drawn from the shape itself.

/** Texts that mean something at a field of this name, where the shape alone cannot tell. */
export type Vocabulary = (field: string, chance: Chance) => unknown;

type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema | boolean;
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
  pattern?: string;
};

const known = new WeakMap<z.ZodType, Schema>();

/** What goes into a shape, as JSON Schema; parts that JSON Schema cannot say are "anything". */
function schemaOf(shape: z.ZodType): Schema {
  const schema =
    known.get(shape) ?? (z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }) as Schema);
  known.set(shape, schema);
  return schema;
}

/** A value that the shape takes, or nearly: rules beyond its form (a reference, a sum) may still refuse it. */
export function validFor(shape: z.ZodType, chance: Chance, vocabulary: Vocabulary): unknown {
  const root = schemaOf(shape);
  return draw(root, "", 0);

  function draw(schema: Schema, field: string, depth: number): unknown {
    const named = schema.$ref ? referred(schema.$ref) : schema;
    if ("const" in named) return named.const;
    if (named.enum) return chance.pick(named.enum);
    const options = named.anyOf ?? named.oneOf;
    if (options) return draw(depth > 6 ? options[0]! : chance.pick(options), field, depth + 1);
    if (named.allOf) return draw(named.allOf[0]!, field, depth);
    switch (named.type) {
      case "object":
        return object(named, field, depth);
      case "array":
        return list(named, field, depth);
      case "string":
        return text(named, field);
      case "integer":
      case "number":
        return number(named);
      case "boolean":
        return chance.happens(0.5);
      case "null":
        return null;
      default:
        return vocabulary(field, chance) ?? chance.pick(["a", 1, true]);
    }
  }

  function referred(path: string): Schema {
    return path === "#" ? root : (root.$defs?.[path.split("/").at(-1)!] ?? {});
  }

  function object(schema: Schema, field: string, depth: number): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(schema.properties ?? {}))
      if (schema.required?.includes(name) || chance.happens(depth > 4 ? 0.1 : 0.4))
        value[name] = draw(part, name, depth + 1);
    const rest = schema.additionalProperties;
    if (typeof rest === "object" && Object.keys(rest).length > 0)
      for (let more = chance.whole(0, 2); more > 0; more--)
        value[chance.pick(["need", "outcome", "budget", "0", "Region"])] = draw(rest, field, depth + 1);
    return value;
  }

  function list(schema: Schema, field: string, depth: number): unknown[] {
    if (schema.prefixItems) return schema.prefixItems.map((part) => draw(part, field, depth + 1));
    const least = schema.minItems ?? 0;
    // Shapes that hold themselves come to an end.
    const length = depth > 6 ? least : Math.min(chance.whole(least, least + 2), schema.maxItems ?? 9);
    const items = typeof schema.items === "object" ? schema.items : {};
    return Array.from({ length }, () => draw(items, field.replace(/s$/, ""), depth + 1));
  }

  function text(schema: Schema, field: string): string {
    const meant = vocabulary(field, chance);
    if (typeof meant === "string" && chance.happens(0.8)) return meant;
    const fits = schema.pattern ? new RegExp(schema.pattern, "u") : null;
    const samples = SAMPLES.filter((sample) => !fits || fits.test(sample));
    const sample = samples.length > 0 ? chance.pick(samples) : "B2";
    return sample.padEnd(schema.minLength ?? 0, "x").slice(0, schema.maxLength ?? 10_000);
  }

  function number({ type, minimum = -1000, maximum = 1000 }: Schema): number {
    const edge = chance.pick([minimum, maximum, 0, 1]);
    const drawn = chance.happens(0.3)
      ? edge
      : chance.between(Math.max(minimum, -1e6), Math.min(maximum, 1e6));
    return type === "integer" ? Math.round(drawn) : drawn;
  }
}

/** Every form of text that some shape asks for. */
const SAMPLES = [
  "Ines Roth",
  "Zoë Ángström 田中",
  "ines@harbour.example",
  "https://harbour.example/a?b=c",
  "harbour.example",
  "2026-05-01",
  "2024-02-29",
  "2026-05-01T09:30:00Z",
  "2026-05-01T09:30:00.123+02:00",
  "09:30",
  "B2",
  "3",
  "EUR",
  "lead-score_1",
  "true",
  "019a0000-0000-7000-8000-000000000001",
  "a".repeat(43),
];
