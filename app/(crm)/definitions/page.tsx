import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Clocks } from "@/components/definitions/clocks";
import { DefinitionText } from "@/components/definitions/definition-text";
import { Signatures } from "@/components/definitions/signatures";
import { VersionList } from "@/components/definitions/version-list";
import { RelativeTime } from "@/components/ui/relative-time";
import { definitionVersions } from "@/lib/definitions/queries";
import { activeReasons } from "@/lib/handoffs/queries/reasons";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { criteriaWords } from "@/lib/scoring/criterion-words";
import { modelInForce } from "@/lib/scoring/queries/models";
import { DEFAULT_SLA } from "@/lib/sla/policy";
import { activityTypes } from "@/lib/tracking/queries";

export const metadata: Metadata = { title: "Definitions" };

/** The agreement between marketing and sales, as a one-page contract. */
export default async function DefinitionsPage({ searchParams }: PageProps<"/definitions">) {
  const viewer = await requirePermission("definition.read");
  const [versions, model, types, reasons, { version }] = await Promise.all([
    definitionVersions(db(), viewer),
    modelInForce(db()),
    activityTypes(db()),
    activeReasons(db(), viewer),
    searchParams,
  ]);
  const shown =
    version === undefined ? versions[0] : versions.find((known) => String(known.version) === version);
  if (!shown) notFound();
  const inForce = shown === versions[0];
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-x-12 gap-y-8 px-4 py-6 md:px-6 md:py-8 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <article
        aria-labelledby="definition-title"
        className="min-w-0 sm:rounded-lg sm:border sm:border-line sm:bg-surface sm:px-12 sm:py-12"
      >
        <p className="text-xs text-muted">
          Version {shown.version}, {inForce ? "in force" : "replaced"}, since{" "}
          <RelativeTime at={shown.createdAt.toISOString()} />
        </p>
        <h1 id="definition-title" className="mt-1 text-2xl font-semibold tracking-[-0.02em] text-pretty">
          {shown.document.title}
        </h1>
        <DefinitionText
          document={shown.document}
          line={{ words: criteriaWords(model.document.mql), modelVersion: model.version }}
          handRaises={types.filter((type) => type.handRaise).map(({ label }) => label)}
          reasons={reasons}
        />
        <Signatures marketing={shown.signedMarketing} sales={shown.signedSales} />
      </article>
      <aside className="space-y-8 lg:sticky lg:top-20 lg:self-start">
        <VersionList
          shown={shown.version}
          versions={versions.map((known) => ({
            version: known.version,
            createdAt: known.createdAt.toISOString(),
            note: known.note,
            signatures: [known.signedMarketing, known.signedSales].filter(Boolean).length,
          }))}
        />
        <Clocks policy={DEFAULT_SLA} />
      </aside>
    </div>
  );
}
