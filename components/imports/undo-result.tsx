import Link from "next/link";
import { plural } from "@/components/ui/format";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { fieldWords } from "@/lib/imports/choices";
import type { UndoView } from "@/lib/imports/queries/imports";
import { KEPT_FOR, type KeptLead } from "@/lib/imports/undo";
import { LiveRefresh } from "./live-refresh";

/** What became of undoing an import: how far it is, or what went, came back and stayed. */
export function UndoResult({ undo }: { undo: UndoView }) {
  const { status, findings, askedBy, finishedAt } = undo;
  const { removed, restored, kept, leads } = findings;
  if (status !== "done")
    return (
      <>
        <LiveRefresh active />
        <Notice>
          <span aria-live="polite">
            Undoing: {plural(removed.leads, "lead")} removed, {plural(restored.leads, "lead")} restored so
            far.
          </span>{" "}
          It goes on when you leave this page, and after a restart.
        </Notice>
      </>
    );
  return (
    <>
      <Notice tone="good">
        Undone{askedBy ? ` by ${askedBy}` : ""} {finishedAt && <RelativeTime at={finishedAt} />}:{" "}
        {plural(removed.leads, "lead")} and {plural(removed.companies, "company", "companies")} removed,{" "}
        {plural(restored.leads, "lead")} restored
        {kept.leads > 0 ? `, ${plural(kept.leads, "lead")} kept as somebody left them` : ""}.
      </Notice>
      {leads.length > 0 && <KeptLeads leads={leads} total={kept.leads} />}
    </>
  );
}

function KeptLeads({ leads, total }: { leads: readonly KeptLead[]; total: number }) {
  return (
    <Panel flush title={`${plural(total, "lead")} that somebody has worked on since`}>
      <div className="max-h-96 overflow-y-auto">
        <Table>
          <thead>
            <tr>
              <HeadCell>Lead</HeadCell>
              <HeadCell>What stayed</HeadCell>
              <HeadCell numeric>Line</HeadCell>
            </tr>
          </thead>
          <tbody>
            {leads.map((lead) => (
              <Row key={lead.id}>
                <RowHead className="max-w-56 truncate max-md:max-w-32">
                  <Link href={`/leads/${lead.id}`} className="text-accent-text underline">
                    {lead.name}
                  </Link>
                </RowHead>
                <Cell className="py-1.5">
                  {lead.because.length > 0
                    ? `The lead as it is: ${lead.because.map((reason) => KEPT_FOR[reason]).join(", ")}`
                    : lead.fields.map(fieldWords).join(", ")}
                </Cell>
                <Cell numeric>{lead.line}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
      {total > leads.length && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">
          The first {leads.length} are listed.
        </p>
      )}
    </Panel>
  );
}
