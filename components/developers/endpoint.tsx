import { cn } from "@/components/ui/cn";
import { type FieldRow, Fields, rowsOf, TypeText } from "./fields";
import { resolve, type Schema, type Schemas, sampleOf } from "./schema";

/** One endpoint as the OpenAPI document describes it. */
export type Operation = {
  operationId?: string;
  summary?: string;
  description?: string;
  parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: Schema;
  }[];
  requestBody?: { content?: Readonly<Record<string, { schema?: Schema }>> };
  responses?: Readonly<Record<string, { content?: Readonly<Record<string, { schema?: Schema }>> }>>;
};

type EndpointProps = {
  method: string;
  path: string;
  operation: Operation;
  schemas: Schemas;
  origin: string;
};

const METHOD_LOOK: Readonly<Record<string, string>> = {
  get: "text-info",
  post: "text-good",
  put: "text-warn",
  patch: "text-warn",
  delete: "text-bad",
};

/** What an endpoint takes and answers, with a call that can be pasted. */
export function Endpoint({ method, path, operation, schemas, origin }: EndpointProps) {
  const [bodyType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const parameters: FieldRow[] = (operation.parameters ?? []).map((parameter) => ({
    name: parameter.in === "query" ? `?${parameter.name}` : parameter.name,
    schema: parameter.schema ?? {},
    required: parameter.required ?? false,
    description: parameter.description,
  }));
  const bodyFields = body?.schema ? rowsOf(resolve(body.schema, schemas)) : [];
  return (
    <details id={operation.operationId} className="group border-b border-line last:border-b-0">
      <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2 hover:bg-hover">
        <code className="min-w-0 font-mono text-xs break-all">
          <span className={cn("mr-2 inline-block w-12 font-semibold uppercase", METHOD_LOOK[method])}>
            {method}
          </span>
          {path}
        </code>
        <span className="text-muted">{operation.summary}</span>
      </summary>
      <div className="flex flex-col gap-4 px-4 pt-1 pb-5">
        {operation.description && <p className="max-w-prose text-pretty">{operation.description}</p>}
        {parameters.length > 0 && <Part title="Parameters" rows={parameters} />}
        {bodyFields.length > 0 && (
          <Part title={bodyType === "application/json" ? "Body" : `Body (${bodyType})`} rows={bodyFields} />
        )}
        <Answers responses={operation.responses ?? {}} />
        <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs">
          {curlOf({ method, path, operation, schemas, origin })}
        </pre>
      </div>
    </details>
  );
}

function Part({ title, rows }: { title: string; rows: readonly FieldRow[] }) {
  return (
    <section>
      <h4 className="mb-1 text-xs font-medium text-muted">{title}</h4>
      <Fields rows={rows} />
    </section>
  );
}

function Answers({ responses }: { responses: NonNullable<Operation["responses"]> }) {
  const successes = Object.entries(responses).filter(([status]) => status !== "default");
  return (
    <p>
      <span className="mr-2 text-xs font-medium text-muted">Answers</span>
      {successes.map(([status, { content }], index) => {
        const [type, media] = Object.entries(content ?? {})[0] ?? [];
        return (
          <span key={status}>
            {index > 0 && ", "}
            <code className="font-mono text-xs font-medium">{status}</code>{" "}
            {media?.schema && Object.keys(media.schema).length > 0 ? (
              <TypeText schema={listOf(media.schema)} />
            ) : (
              <span className="text-xs text-muted">{type ?? "nothing"}</span>
            )}
          </span>
        );
      })}
    </p>
  );
}

/** A page of a list told by its rows: the envelope is the same everywhere. */
function listOf(schema: Schema): Schema {
  const { data, nextCursor } = schema.properties ?? {};
  return data && nextCursor ? data : schema;
}

function curlOf({ method, path, operation, schemas, origin }: EndpointProps): string {
  const address = `${origin}${path.replace(/\{(\w+)\}/g, (_, name) => name.toUpperCase())}`;
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const lines = [
    `curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}${address}`,
    `  -H "Authorization: Bearer $BATON_API_KEY"`,
  ];
  if (type === "multipart/form-data") lines.push(`  -F file=@leads.csv`);
  else if (body?.schema) {
    lines.push(`  -H "Content-Type: application/json"`);
    lines.push(`  -d '${JSON.stringify(sampleOf(body.schema, schemas))}'`);
  }
  return lines.join(" \\\n");
}
