// The part of JSON Schema that the API's document uses, and how it is told in words.

export type Schema = {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  description?: string;
  default?: unknown;
  example?: unknown;
};

export type Schemas = Readonly<Record<string, Schema>>;

const REF = "#/components/schemas/";

/** The name of the component a schema refers to. */
export const refOf = (schema: Schema): string | null =>
  schema.$ref?.startsWith(REF) ? schema.$ref.slice(REF.length) : null;

/** The schema itself, looking through a reference. */
export function resolve(schema: Schema, schemas: Schemas): Schema {
  const name = refOf(schema);
  return name ? (schemas[name] ?? {}) : schema;
}

/** One way a value may be: a word, or the name of a component; maybe a list of it. */
export type Alternative = { text: string; ref: string | null; list: boolean };

/** A type as its alternatives. */
export function alternativesOf(schema: Schema): Alternative[] {
  const ref = refOf(schema);
  if (ref) return [{ text: ref, ref, list: false }];
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.flatMap(alternativesOf);
  if (schema.allOf?.length === 1) return alternativesOf(schema.allOf[0]!);
  if (schema.enum) return schema.enum.map((value) => word(JSON.stringify(value)));
  if (schema.const !== undefined) return [word(JSON.stringify(schema.const))];
  const types: readonly string[] = schema.type === undefined ? ["any"] : [schema.type].flat();
  return types.flatMap((type): Alternative[] => {
    if (type !== "array") return [word(type === "string" && schema.format ? schema.format : type)];
    return alternativesOf(schema.items ?? {}).map((item) => ({ ...item, list: true }));
  });
}

const word = (text: string): Alternative => ({ text, ref: null, list: false });

const SAMPLES: Readonly<Record<string, unknown>> = {
  uuid: "0199f3c2-7a41-7d0e-9b55-0c6f2f6f1a20",
  "date-time": "2026-05-04T09:30:00Z",
  date: "2026-05-04",
  email: "ines@harbour-works.com",
  integer: 1,
  number: 1,
  boolean: true,
  string: "…",
};

/** A value that fits a schema: what is required, and a few of the fields beside it. */
export function sampleOf(schema: Schema, schemas: Schemas, depth = 0): unknown {
  const { default: fallback, example, ...known } = resolve(schema, schemas);
  if (example !== undefined) return example;
  if (fallback !== undefined) return fallback;
  if (known.const !== undefined) return known.const;
  if (known.enum) return known.enum[0];
  const option = (known.anyOf ?? known.oneOf ?? known.allOf)?.[0];
  if (option) return sampleOf(option, schemas, depth);
  const type = [known.type ?? "object"].flat()[0]!;
  if (type === "array") return known.items && depth < 2 ? [sampleOf(known.items, schemas, depth + 1)] : [];
  if (type === "object") return sampleObject(known, schemas, depth);
  return SAMPLES[known.format ?? ""] ?? SAMPLES[type] ?? null;
}

const OPTIONAL_SHOWN = 3;

function sampleObject(schema: Schema, schemas: Schemas, depth: number): Record<string, unknown> {
  const names = Object.keys(schema.properties ?? {});
  const required = names.filter((name) => schema.required?.includes(name));
  const optional = depth === 0 ? names.filter((name) => !required.includes(name)) : [];
  const shown = [...required, ...optional.slice(0, Math.max(0, OPTIONAL_SHOWN - required.length))];
  return Object.fromEntries(
    shown.map((name) => [name, sampleOf(schema.properties![name]!, schemas, depth + 1)]),
  );
}
