import type { Metadata } from "next";
import { operations } from "@/app/api/v1/operations";
import { Endpoint, type Operation } from "@/components/developers/endpoint";
import { Fields, rowsOf, TypeText } from "@/components/developers/fields";
import type { Schemas } from "@/components/developers/schema";
import { LinkButton } from "@/components/ui/link-button";
import { PageBody, PageHeader, Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { requireViewer } from "@/lib/platform/auth/session";
import { VERSION } from "@/lib/platform/version";
import { errorCodes, openApiDocument } from "@/lib/platform/web/openapi";
import { publicOrigin } from "@/lib/platform/web/origin";

export const metadata: Metadata = { title: "Developers" };

/** The API, read from the same document that programs read. */
export default async function DevelopersPage() {
  await requireViewer();
  const origin = publicOrigin();
  const document = openApiDocument(operations, { origin, version: VERSION });
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  const groups = (document.tags ?? []).map(({ name }) => name);
  const endpoints = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation & { tags?: string[] }>).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );
  return (
    <>
      <PageHeader
        title="Developers"
        description="Everything the screens do, programs can do too: JSON over HTTP, with a key."
        actions={
          <>
            <LinkButton href="/settings/keys" prefetch={false}>
              Make a key
            </LinkButton>
            <LinkButton href="/api/v1/openapi.json" prefetch={false}>
              OpenAPI 3.1
            </LinkButton>
          </>
        }
      />
      <PageBody className="flex flex-col gap-6">
        <Conventions origin={origin} />
        {groups.map((group) => (
          <Panel key={group} title={group} flush>
            {endpoints
              .filter(({ operation }) => operation.tags?.includes(group))
              .map((endpoint) => (
                <Endpoint
                  key={`${endpoint.method} ${endpoint.path}`}
                  {...endpoint}
                  schemas={schemas}
                  origin={origin}
                />
              ))}
          </Panel>
        ))}
        <Panel title="Shapes" flush>
          {Object.entries(schemas)
            .filter(([name]) => !name.startsWith("__"))
            .map(([name, schema]) => (
              <section
                key={name}
                id={`shape-${name}`}
                className="border-b border-line px-4 py-3 last:border-b-0 target:bg-selected"
              >
                <h3 className="mb-1.5 font-mono text-xs">{name}</h3>
                {schema.description && <p className="mb-1.5 text-xs text-muted">{schema.description}</p>}
                {schema.properties ? <Fields rows={rowsOf(schema)} /> : <TypeText schema={schema} />}
              </section>
            ))}
        </Panel>
        <ErrorCodes />
      </PageBody>
    </>
  );
}

function Conventions({ origin }: { origin: string }) {
  return (
    <div className="grid gap-x-8 gap-y-3 text-pretty md:grid-cols-2">
      <p>
        Send <code className="font-mono text-xs">Authorization: Bearer &lt;key&gt;</code> to{" "}
        <code className="font-mono text-xs">{origin}/api/v1</code>. A key reads, reads and writes, or may do
        everything, as chosen when it was made.
      </p>
      <p>
        Lists answer <code className="font-mono text-xs">{"{ data, nextCursor }"}</code>; pass{" "}
        <code className="font-mono text-xs">?cursor=</code> for the next page and{" "}
        <code className="font-mono text-xs">?limit=</code> up to 200.
      </p>
      <p>
        Times are RFC 3339 in UTC. Days are of the workspace's zone. Money is whole minor units with an ISO
        currency.
      </p>
      <p>
        Send an <code className="font-mono text-xs">Idempotency-Key</code> with what creates, and repeat
        without fear: the first answer comes again.
      </p>
    </div>
  );
}

function ErrorCodes() {
  return (
    <Panel title="Errors" flush>
      <p className="px-4 py-3 text-pretty text-muted">
        Errors are <code className="font-mono text-xs">application/problem+json</code> (RFC 9457). Decide by{" "}
        <code className="font-mono text-xs">code</code>: it is stable, the words are not.
      </p>
      <Table>
        <thead>
          <tr>
            <HeadCell>Code</HeadCell>
            <HeadCell numeric>Status</HeadCell>
            <HeadCell>Meaning</HeadCell>
          </tr>
        </thead>
        <tbody>
          {errorCodes().map(({ code, status, title }) => (
            <Row key={code} id={`error-${code}`} className="target:bg-selected">
              <Cell>
                <code className="font-mono text-xs">{code}</code>
              </Cell>
              <Cell numeric>{status}</Cell>
              <Cell className="w-full text-muted">{title}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
