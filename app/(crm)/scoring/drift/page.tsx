import { Activity } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DriftRows } from "@/components/scoring/drift/drift-rows";
import { DriftTable } from "@/components/scoring/drift/drift-table";
import { ScoringTabs } from "@/components/scoring/scoring-tabs";
import { EmptyState } from "@/components/ui/empty-state";
import { dayText } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { PageBody, PageHeader, Panel } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { MEASURES, TRAILING_WEEKS } from "@/lib/scoring/drift/control";
import { bandWords, MEASURE_LABEL, MEASURE_MEANING, rangeWords, weekWords } from "@/lib/scoring/drift/words";
import { driftBoard, driftFindings, driftRows } from "@/lib/scoring/queries/drift";
import { isDay } from "@/lib/shared/day";
import { workspace } from "@/lib/team/queries";

export const metadata: Metadata = { title: "Drift" };

/** Whether each band still brings what it used to: usual ranges and the last week, and what left them. */
export default async function DriftPage({ searchParams }: PageProps<"/scoring/drift">) {
  const viewer = await requirePermission("scoring.read");
  const { band, measure, week } = await searchParams;
  const asked = MEASURES.find((each) => each === measure);
  const chosen =
    asked && typeof band === "string" && typeof week === "string" && isDay(week)
      ? { band, measure: asked, week }
      : null;
  const [{ timeZone }, lines, findings, rows] = await Promise.all([
    workspace(db()),
    driftBoard(db(), viewer, readClock()),
    driftFindings(db(), viewer),
    chosen ? driftRows(db(), viewer, chosen) : [],
  ]);
  return (
    <>
      <PageHeader
        title="Drift"
        description={`Each band's last week beside where it usually lies: three deviations around the ${TRAILING_WEEKS} weeks before. Marketers and managers are told once when a band leaves its range.`}
        tabs={<ScoringTabs current="drift" />}
      />
      <PageBody wide className="max-w-6xl space-y-4 pt-4">
        {chosen && <DriftRows {...chosen} rows={rows} zone={timeZone} />}
        {lines.length === 0 ? (
          <EmptyState
            icon={<Activity />}
            title="Nothing to compare yet"
            action={<LinkButton href="/funnel">See the MQLs so far</LinkButton>}
          >
            A usual range takes eight whole weeks with at least five MQLs each.
          </EmptyState>
        ) : (
          MEASURES.map((each) => (
            <Panel key={each} flush title={MEASURE_LABEL[each]}>
              <p className="px-4 pt-2 text-xs text-muted">By band: {MEASURE_MEANING[each]}.</p>
              <DriftTable
                lines={lines
                  .filter((line) => line.measure === each)
                  .toSorted((a, b) =>
                    a.band === "all" ? -1 : b.band === "all" ? 1 : a.band < b.band ? -1 : 1,
                  )}
              />
            </Panel>
          ))
        )}
        {findings.length > 0 && (
          <Panel title="What was found">
            <ul className="space-y-1 pt-1 text-sm">
              {findings.map((finding) => (
                <li key={finding.id}>
                  <Link
                    href={`/scoring/drift?${new URLSearchParams({ band: finding.band, measure: finding.measure, week: finding.week })}`}
                    className="underline-offset-4 hover:underline"
                  >
                    {bandWords(finding.band)}, {MEASURE_LABEL[finding.measure].toLowerCase()}, week of{" "}
                    {dayText(finding.week)}: {weekWords(finding)}, usually{" "}
                    {rangeWords(finding, finding.denominator !== null)}
                  </Link>{" "}
                  <RelativeTime at={finding.foundAt.toISOString()} className="text-xs text-muted" />
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </PageBody>
    </>
  );
}
