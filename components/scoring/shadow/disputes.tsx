import Link from "next/link";
import { ComparisonTable } from "@/components/scoring/editor/comparison-table";
import { GradeChip } from "@/components/ui/grade-chip";
import { Panel } from "@/components/ui/page";
import { StageBadge } from "@/components/ui/stage-badge";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { TabLinks } from "@/components/ui/tabs";
import type { BothScores, ChallengerView, Dispute, DisputedLead } from "@/lib/scoring/queries/challenger";

const LABEL: Record<Dispute, string> = { mql: "MQL", hot: "Hot", grade: "Grade" };

const hrefOf = (dispute: Dispute, lead?: string) =>
  `/scoring/shadow?${new URLSearchParams({ about: dispute, ...(lead ? { lead } : {}) })}`;

/** Leads about which the two disagree; one of them explained by both, side by side. */
export function Disputes({
  counts,
  about,
  leads,
  explained,
  scored,
}: {
  counts: ChallengerView["disputes"];
  about: Dispute;
  leads: readonly DisputedLead[];
  explained: BothScores | null;
  /** Leads that were scored by both so far. */
  scored: number;
}) {
  return (
    <section aria-labelledby="disputes" className="space-y-3">
      <h2 id="disputes" className="text-sm font-semibold">
        Where they disagree
      </h2>
      <TabLinks
        label="What they disagree about"
        tabs={(Object.keys(LABEL) as Dispute[]).map((dispute) => ({
          href: hrefOf(dispute),
          label: LABEL[dispute],
          count: counts[dispute],
          current: dispute === about,
        }))}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        {leads.length === 0 ? (
          <p className="py-6 text-sm text-muted">
            {scored === 0 ? "No lead is scored by both yet." : "They say the same of every lead here."}
          </p>
        ) : (
          <Table>
            <thead>
              <tr>
                <HeadCell>Lead</HeadCell>
                <HeadCell>In force</HeadCell>
                <HeadCell>Challenger</HeadCell>
              </tr>
            </thead>
            <tbody>
              {leads.map((lead) => (
                <Row key={lead.id} aria-selected={lead.id === explained?.id}>
                  <RowHead className="py-1.5">
                    <Link
                      href={hrefOf(about, lead.id)}
                      scroll={false}
                      className="font-medium underline-offset-4 hover:underline"
                    >
                      {lead.name}
                    </Link>
                    <span className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
                      {lead.company}
                      <StageBadge stage={lead.stage} className="text-xs" />
                    </span>
                  </RowHead>
                  <Side side={lead.champion} />
                  <Side side={lead.challenger} />
                </Row>
              ))}
            </tbody>
          </Table>
        )}
        {explained && (
          <Panel
            title={explained.name}
            actions={
              <Link href={`/leads/${explained.id}`} className="text-xs underline underline-offset-4">
                Open the lead
              </Link>
            }
          >
            <ComparisonTable
              lead={{ name: explained.name, published: explained.champion, draft: explained.challenger }}
              words={{
                now: `v${explained.version}`,
                other: "Chall.",
                caption: "under the version in force and under the challenger",
              }}
            />
          </Panel>
        )}
      </div>
    </section>
  );
}

function Side({ side }: { side: DisputedLead["champion"] }) {
  return (
    <Cell className="min-w-44 py-1.5">
      <span className="inline-flex items-center gap-2 tabular-nums">
        {side.score} <GradeChip grade={side.grade} />
        <span className="text-xs">{side.isHot ? "hot" : side.meetsMql ? "MQL" : "below the line"}</span>
      </span>
      <span className="block text-xs text-muted">{side.reason}</span>
    </Cell>
  );
}
