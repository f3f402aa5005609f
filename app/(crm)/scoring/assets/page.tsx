import { BookOpen } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AssetForm, type AssetFormValues } from "@/components/assets/asset-form";
import { AssetTable } from "@/components/assets/asset-table";
import { ScoringTabs } from "@/components/scoring/scoring-tabs";
import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/components/ui/format";
import { PageBody, PageHeader } from "@/components/ui/page";
import { type AssetEntry, assets, assetUses, LOOKED_AT } from "@/lib/assets/queries";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { may } from "@/lib/team/permissions";

export const metadata: Metadata = { title: "Assets" };

/** The catalogue of content: what tells the interests and the journey stage of the leads that use it. */
export default async function AssetsPage({ searchParams }: PageProps<"/scoring/assets">) {
  const viewer = await requirePermission("scoring.read");
  const { asset: asked, name, path } = await searchParams;
  const catalogue = await assets(db(), viewer);
  const { byAsset, unlisted } = await assetUses(db(), viewer, catalogue);
  const editable = may(viewer, "scoring.edit");
  const chosen = catalogue.find(({ id }) => id === asked);
  const form = chosen ? valuesOf(chosen) : blank(textOf(name), textOf(path));
  return (
    <>
      <PageHeader
        title="Assets"
        description="What your content is about and how far down the funnel it speaks. It tells what the leads that use it are interested in, and where they are on their way. Scores do not depend on it."
        tabs={<ScoringTabs current="assets" />}
      />
      <PageBody wide className="grid gap-8 pt-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="-mx-4 min-w-0 md:-mx-6 lg:mr-0">
          {catalogue.length === 0 ? (
            <EmptyState icon={<BookOpen />} title="No asset yet">
              Add what leads read, watch and visit most.
            </EmptyState>
          ) : (
            <AssetTable assets={catalogue} uses={byAsset} editable={editable} />
          )}
        </div>
        <div className="space-y-6 lg:sticky lg:top-16 lg:self-start">
          {editable && <AssetForm key={`${form.id ?? ""} ${form.name} ${form.version ?? ""}`} asset={form} />}
          {unlisted.length > 0 && (
            <section aria-labelledby="unlisted" className="text-sm">
              <h2 id="unlisted" className="text-xs font-medium text-muted">
                Used and not listed
              </h2>
              <ul className="mt-1">
                {unlisted.map(({ name, path, uses }) => (
                  <li key={`${name} ${path}`} className="flex items-baseline justify-between gap-2 py-0.5">
                    {editable ? (
                      <Link
                        href={`/scoring/assets?${new URLSearchParams({ name, ...(path ? { path } : {}) })}`}
                        scroll={false}
                        className="min-w-0 truncate underline-offset-4 hover:underline pointer-coarse:py-3"
                      >
                        {name}
                      </Link>
                    ) : (
                      <span className="min-w-0 truncate">{name}</span>
                    )}
                    <span className="shrink-0 text-muted tabular-nums">{count(uses)}</span>
                  </li>
                ))}
              </ul>
              <p className="mt-1 text-xs text-muted">Of the last {count(LOOKED_AT)} activities.</p>
            </section>
          )}
        </div>
      </PageBody>
    </>
  );
}

const textOf = (value: string | string[] | undefined): string =>
  typeof value === "string" ? value.slice(0, 200) : "";

const blank = (name: string, path: string): AssetFormValues => ({
  name,
  pattern: path.startsWith("/") ? path : "",
  tags: "",
  depth: "",
});

const valuesOf = ({ id, version, name, pattern, tags, depth }: AssetEntry): AssetFormValues => ({
  id,
  version,
  name,
  pattern: pattern ?? "",
  tags: tags.join(", "),
  depth: depth ?? "",
});
