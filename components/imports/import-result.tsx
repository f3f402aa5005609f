import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { count, plural } from "@/components/ui/format";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/page";
import { StatTile, StatTiles } from "@/components/ui/stat-tile";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { ROW_NOTE } from "@/lib/imports/decide";
import type { ImportView } from "@/lib/imports/queries/imports";
import type { Verdict } from "@/lib/imports/report";
import { STAGE_LABEL, STAGES } from "@/lib/stages/stages";
import { FORETOLD_LABEL, linesInWords, VERDICT_LABEL } from "./words";

/** The counts of an import as tiles; each opens its rows. A dry run keeps only the rows that were not taken. */
export function CountTiles({ view }: { view: ImportView }) {
  const { id, counts, dryRun, rowsDone } = view;
  const shown: Verdict[] = ["created", "updated", "unchanged", "failed"];
  return (
    <StatTiles>
      {shown.map((verdict) => (
        <StatTile
          key={verdict}
          label={dryRun ? FORETOLD_LABEL[verdict] : VERDICT_LABEL[verdict]}
          value={count(counts[verdict])}
          basis={`of ${plural(rowsDone, "row")}`}
          {...(counts[verdict] > 0 && (!dryRun || verdict === "failed")
            ? { href: `/imports/${id}?rows=${verdict}#rows` }
            : {})}
        />
      ))}
    </StatTiles>
  );
}

/** What an import found on the way, in sentences. */
export function FindingNotes({ view }: { view: ImportView }) {
  const { findings, dryRun, counts, id } = view;
  const verb = dryRun ? "would be" : "were";
  const made = [
    [findings.companies, "company", "companies"],
    [findings.passes, "pass", "passes"],
    [findings.activities, "activity", "activities"],
  ] as const;
  const told = made.filter(([number]) => number > 0).map(([number, one, many]) => plural(number, one, many));
  const imputed = STAGES.filter((stage) => findings.imputed[stage]);
  return (
    <ul className="list-outside list-disc space-y-1 pl-5 text-sm marker:text-faint">
      {told.length > 0 && (
        <li>
          {told.join(", ")} {verb} made.
        </li>
      )}
      {imputed.length > 0 && (
        <li>
          {imputed.map((stage) => `${STAGE_LABEL[stage]} ${count(findings.imputed[stage]!)}`).join(", ")}: the
          file does not tell when, so {dryRun ? "they take" : "they took"} the next known time, marked
          imputed. They count in overall rates, never in step rates or durations.
        </li>
      )}
      {findings.outOfOrder.passes > 0 && (
        <li>
          {plural(findings.outOfOrder.passes, "pass", "passes")} with times out of order, kept as told (
          {linesInWords(findings.outOfOrder.lines, findings.outOfOrder.passes)}).
        </li>
      )}
      {findings.withoutClocks > 0 && (
        <li>
          {plural(findings.withoutClocks, "pass", "passes")} outside SLA, speed-to-lead and coverage: clocks
          were not asked for.
        </li>
      )}
      {findings.openUnowned > 0 && (
        <li>
          {plural(findings.openUnowned, "open pass", "open passes")} {dryRun && "would be "}without an owner
          {!dryRun && (
            <>
              :{" "}
              <Link
                href="/leads?view=all&owner=none&stage=mql,sal,sql,opportunity"
                className="text-accent-text underline"
              >
                see them
              </Link>
            </>
          )}
          .
        </li>
      )}
      {findings.notes.map(({ note, rows, lines }) => (
        <li key={note}>
          {plural(rows, "lead")} {ROW_NOTE[note]} ({linesInWords(lines, rows)}).
        </li>
      ))}
      {counts.skipped > 0 && (
        <li>
          <Link href={`/imports/${id}?rows=skipped#rows`} className="text-accent-text underline">
            {plural(counts.skipped, "row")} skipped
          </Link>
          : their leads are in the bin.
        </li>
      )}
    </ul>
  );
}

/** Why rows were not taken, by column and rule, with the first lines of each. */
export function ProblemTable({ view }: { view: ImportView }) {
  const { problems } = view.findings;
  if (problems.length === 0) return null;
  return (
    <Panel
      flush
      title={`${plural(view.counts.failed + view.counts.skipped, "row")} not taken`}
      actions={
        <a
          href={`/api/v1/imports/${view.id}/errors.csv`}
          download
          className={cn(buttonLook({ look: "quiet", size: "sm" }), "-mr-1")}
        >
          Error file (CSV)
        </a>
      }
    >
      <Table>
        <thead>
          <tr>
            <HeadCell>Column</HeadCell>
            <HeadCell>Problem</HeadCell>
            <HeadCell numeric>Rows</HeadCell>
            <HeadCell className="max-md:hidden">Where</HeadCell>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ column, rule, message, rows, lines }) => (
            <Row key={`${rule} ${column}`}>
              <RowHead className="whitespace-nowrap font-medium">{column ?? "Row"}</RowHead>
              <Cell className="py-1.5 [overflow-wrap:anywhere]">
                {message}
                <span className="block text-xs text-muted md:hidden">{linesInWords(lines, rows)}</span>
              </Cell>
              <Cell numeric>{count(rows)}</Cell>
              <Cell className="whitespace-nowrap text-muted max-md:hidden">{linesInWords(lines, rows)}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      <p className="border-t border-line px-4 py-2 text-xs text-muted">
        The error file holds these rows as they came, with line and reason. Repaired, it can be imported as it
        is.
      </p>
    </Panel>
  );
}

/** The one sentence that says how it ended. */
export function EndNotice({ view }: { view: ImportView }) {
  const { status, dryRun, error, rowsDone, rowsTotal, undo } = view;
  if (undo) return null;
  if (status === "failed")
    return (
      <Notice tone="bad">
        {error ?? "The import failed."}{" "}
        {dryRun
          ? "Nothing was stored. Try it out again, or send the file again."
          : "What was imported until then stays. Go on behind it, or undo it."}
      </Notice>
    );
  if (status === "cancelled")
    return (
      <Notice tone="warn">
        Stopped after {count(rowsDone)} of {count(rowsTotal ?? rowsDone)} rows.{" "}
        {dryRun ? "Nothing was stored." : "What was imported until then stays."}
      </Notice>
    );
  if (status === "done" && dryRun)
    return <Notice>Tried out, nothing is stored yet. Check what would happen, then import below.</Notice>;
  return null;
}
