import Link from "next/link";
import type { ReactNode } from "react";
import { absoluteTime, count, dayText, plural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { StageBadge } from "@/components/ui/stage-badge";
import { StatTile } from "@/components/ui/stat-tile";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { Effect } from "@/lib/exclusions/queries/effect";
import type { FalseMql } from "@/lib/exclusions/queries/false-mqls";
import { dayOf } from "@/lib/shared/day";

/** What an exclusion takes out, and the MQLs that would not have become one. */
export function EffectPanel({
  effect,
  zone,
  title,
  proposed,
  children,
}: {
  effect: Effect;
  zone: string;
  title: ReactNode;
  /** Not in force yet: it would. */
  proposed: boolean;
  children?: ReactNode;
}) {
  const { activities, counted, leads, firstAt, lastAt, byType, falseMqls } = effect;
  const day = (at: Date) => dayText(dayOf(at, zone));
  return (
    <Panel title={title}>
      <div className="-mx-4 grid grid-cols-2 sm:grid-cols-4">
        <StatTile
          label="Activities"
          value={count(activities)}
          basis={counted === activities ? undefined : `${count(counted)} counted before`}
        />
        <StatTile label="Leads" value={count(leads)} />
        <StatTile label="False MQLs" value={count(falseMqls.passes.length)} basis={replayNote(effect)} />
        <StatTile
          label="Occurred"
          value={firstAt && lastAt ? day(lastAt) : "–"}
          basis={firstAt && lastAt ? `first on ${day(firstAt)}` : undefined}
        />
      </div>
      {activities === 0 && (
        <p className="mt-1 text-sm text-muted">
          Nothing looks like this so far; excluding it keeps out what comes.
        </p>
      )}
      {byType.length > 0 && (
        <p className="mt-3 text-xs text-muted">
          {byType
            .slice(0, 6)
            .map(({ label, activities: each }) => `${label} ${count(each)}`)
            .join(" · ")}
          {byType.length > 6 && ` · ${plural(byType.length - 6, "more type")}`}
        </p>
      )}
      {falseMqls.passes.length > 0 && (
        <FalseMqlTable passes={falseMqls.passes} zone={zone} proposed={proposed} />
      )}
      {children}
    </Panel>
  );
}

function replayNote({ falseMqls: { candidates, replayed, unclear } }: Effect): string {
  if (candidates === 0) return "no pass could have begun by them";
  const of = `of ${count(replayed)} replayed`;
  return [
    replayed < candidates ? `${of}, the newest of ${count(candidates)}` : of,
    unclear > 0 && `${count(unclear)} unclear`,
  ]
    .filter(Boolean)
    .join("; ");
}

const TRIGGER_WORD: Partial<Record<FalseMql["trigger"], string>> = {
  score: "its score",
  hand_raise: "its request",
  pql: "product usage",
};

const SHOWN = 50;

function FalseMqlTable({
  passes,
  zone,
  proposed,
}: {
  passes: readonly FalseMql[];
  zone: string;
  proposed: boolean;
}) {
  return (
    <section className="mt-4" aria-labelledby="false-mqls">
      <h3 id="false-mqls" className="text-sm font-semibold">
        {proposed ? "Would not have become MQLs" : "Were no MQLs"}
      </h3>
      <p className="mb-2 text-xs text-muted">
        Replayed at the moment of the crossing, under the model and definition of then. They stay where they
        are until somebody moves them.
      </p>
      <Table frameClassName="-mx-4 w-auto">
        <thead>
          <tr>
            <HeadCell>Lead</HeadCell>
            <HeadCell>Now</HeadCell>
            <HeadCell>MQL since</HeadCell>
            <HeadCell>By</HeadCell>
            <HeadCell numeric>Score then</HeadCell>
            <HeadCell numeric>Without</HeadCell>
          </tr>
        </thead>
        <tbody>
          {passes.slice(0, SHOWN).map((pass) => (
            <Row key={pass.passId}>
              <RowHead className="whitespace-nowrap">
                <Link
                  href={`/leads/${pass.leadId}`}
                  className="font-medium underline-offset-4 hover:underline"
                >
                  {pass.name}
                </Link>{" "}
                <span className="text-muted">{pass.company}</span>
              </RowHead>
              <Cell className="whitespace-nowrap">
                <StageBadge stage={pass.stage} />
                <span className="ml-1.5 text-xs text-muted">
                  {pass.open ? (pass.handed ? "with sales" : "with marketing") : "pass closed"}
                </span>
              </Cell>
              <Cell className="whitespace-nowrap tabular-nums">
                <time dateTime={pass.mqlAt.toISOString()} title={absoluteTime(pass.mqlAt, zone)}>
                  {dayText(dayOf(pass.mqlAt, zone))}
                </time>
              </Cell>
              <Cell className="whitespace-nowrap">{TRIGGER_WORD[pass.trigger] ?? pass.trigger}</Cell>
              <Cell numeric>{pass.scoreThen}</Cell>
              <Cell numeric>{pass.scoreWithout}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {passes.length > SHOWN && (
        <p className="mt-2 text-xs text-muted">
          And {plural(passes.length - SHOWN, "more")}; the API lists all of them.
        </p>
      )}
    </section>
  );
}
