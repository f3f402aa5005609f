import { Fragment } from "react";
import { alternativesOf, type Schema } from "./schema";

/** A type in one line; components are links to where they are described. */
export function TypeText({ schema }: { schema: Schema }) {
  return (
    <code className="font-mono text-xs break-words">
      {alternativesOf(schema).map(({ text, ref, list }, index) => (
        <Fragment key={text}>
          {index > 0 && <span className="text-faint"> | </span>}
          {ref ? (
            <a href={`#shape-${ref}`} className="text-accent-text underline-offset-4 hover:underline">
              {text}
            </a>
          ) : (
            text
          )}
          {list && "[]"}
        </Fragment>
      ))}
    </code>
  );
}

export type FieldRow = { name: string; schema: Schema; required: boolean; description?: string | undefined };

/** Names, types and meanings of the fields of a shape or the parameters of an endpoint. */
export function Fields({ rows }: { rows: readonly FieldRow[] }) {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {rows.map(({ name, schema, required, description }) => (
        <div key={name} className="grid gap-x-4 py-1.5 sm:grid-cols-[minmax(0,11rem)_minmax(0,1fr)]">
          <dt className="min-w-0">
            <code className="font-mono text-xs font-medium break-words">{name}</code>
            {required && <span className="ml-1.5 text-2xs text-muted">required</span>}
          </dt>
          <dd className="min-w-0">
            <TypeText schema={schema} />
            {(description ?? schema.description) && (
              <span className="block text-xs text-muted">{description ?? schema.description}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The fields of an object shape. */
export const rowsOf = (schema: Schema): FieldRow[] =>
  Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    schema: field,
    required: schema.required?.includes(name) ?? false,
  }));
