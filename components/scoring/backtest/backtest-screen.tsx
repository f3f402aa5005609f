"use client";

import { History } from "lucide-react";
import { parseAsFloat, parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { count, dayText } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";
import type { VersionMark } from "@/lib/funnel/marks";
import { lineAt, withLine } from "@/lib/scoring/backtest/crossings";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { Bands } from "./bands";
import { CapacityPanel } from "./capacity-panel";
import { Confusion } from "./confusion";
import { LeadLists } from "./lead-lists";
import { LinePanel } from "./line-panel";
import { useAnswer } from "./use-answer";
import { type BacktestView, lineNumbered, OUTCOME_NAMES, type Underway } from "./view";
import { Weeks } from "./weeks";

type BacktestScreenProps = {
  draft: { document: ScoringModelDocument; revision: number };
  labels: Readonly<Record<string, string>>;
  editable: boolean;
  /** Whether the viewer sets what people take. */
  mayManage: boolean;
  /** When versions of the model and the definition came into force. */
  marks: readonly VersionMark[];
};

const LIST_NAMES = ["entering", "leaving", "both"] as const;

const STATE = {
  outcome: parseAsStringLiteral(OUTCOME_NAMES).withDefault("sql"),
  line: parseAsInteger,
  at: parseAsInteger,
  perRep: parseAsFloat,
  list: parseAsStringLiteral(LIST_NAMES).withDefault("entering"),
  week: parseAsInteger,
};

/** The last 90 days under the draft: move its line and see at once what that would have meant. */
export function BacktestScreen({ draft, labels, editable, mayManage, marks }: BacktestScreenProps) {
  const [chosen, choose] = useQueryStates(STATE, { history: "replace" });
  const { outcome, perRep } = chosen;
  // The whole curve comes with the draft as it is; what a place of the line means in full is asked when it rests there.
  const base = useAnswer<BacktestView>(
    PATH,
    useMemo(
      () => JSON.stringify({ document: draft.document, ...lineNumbered(draft.document, chosen.line) }),
      [draft.document, chosen.line],
    ),
  );
  const line = base.view?.curve?.line ?? null;
  const at = chosen.at ?? base.view?.curve?.at ?? null;
  const tried = useMemo(
    () =>
      line && at !== null && at !== lineAt(draft.document, line)
        ? withLine(draft.document, line, at)
        : draft.document,
    [draft.document, line, at],
  );
  const moved = useAnswer<BacktestView>(
    PATH,
    useMemo(
      () => (tried === draft.document || !line ? null : JSON.stringify({ document: tried, line })),
      [tried, draft.document, line],
    ),
  );
  if (!base.view)
    return base.state === "failed" ? (
      <Notice tone="bad">The backtest did not answer: {base.problem} Load the page again to ask anew.</Notice>
    ) : (
      <Reading progress={base.progress} />
    );
  const view = tried === draft.document ? base.view : (moved.view ?? base.view);
  const isBehind = tried !== draft.document && moved.state !== "current";
  if (base.view.considered === 0)
    return (
      <EmptyState
        icon={<History />}
        title="Nothing to look back on yet"
        action={<LinkButton href="/leads">Open the leads</LinkButton>}
      >
        Since {dayText(base.view.from.slice(0, 10))} nothing new was learned of a lead that could have become
        an MQL. Import leads with their activities, or come back when some were logged.
      </EmptyState>
    );
  return (
    <div className="space-y-4">
      {base.state === "failed" && <Notice tone="bad">The backtest did not answer: {base.problem}</Notice>}
      <LinePanel
        base={base.view}
        draft={draft}
        outcome={outcome}
        at={at}
        editable={editable}
        onOutcome={(next) => choose({ outcome: next })}
        onLine={(next) => choose({ line: next, at: null })}
        onMove={(next) => choose({ at: next })}
      />
      <div
        className={isBehind ? "space-y-4 opacity-60 transition-opacity" : "space-y-4"}
        aria-busy={isBehind}
      >
        <Weeks view={base.view} at={at} marks={marks} />
        <CapacityPanel
          view={view}
          curve={base.view.curve}
          outcome={outcome}
          perRep={perRep}
          mayManage={mayManage}
          onPerRep={(next) => choose({ perRep: next })}
          onMove={(next) => choose({ at: next })}
        />
        <LeadLists
          document={tried}
          view={view}
          list={chosen.list}
          week={chosen.week}
          onList={(next) => choose({ list: next })}
          onWeek={(next) => choose({ week: next })}
        />
        <Confusion view={view} outcome={outcome} />
        <Bands view={view} outcome={outcome} />
      </div>
      <Honesty view={base.view} labels={labels} />
    </div>
  );
}

const PATH = "/api/v1/scoring-models/draft/backtest";

function Reading({ progress }: { progress: Underway["progress"] }) {
  return (
    <Panel>
      <p aria-live="polite" className="font-medium tabular-nums">
        {progress && progress.total > 0
          ? `Reading the last 90 days: ${count(progress.done)} of about ${count(progress.total)} activities`
          : "Reading the last 90 days …"}
      </p>
      <Progress
        label="Reading the past"
        className="mt-3"
        {...(progress && progress.total > 0
          ? { value: Math.min(progress.done, progress.total), max: progress.total }
          : {})}
      />
      <p className="mt-2 text-xs text-muted">Once read, every other question is answered at once.</p>
    </Panel>
  );
}

function Honesty({ view, labels }: { view: BacktestView; labels: Readonly<Record<string, string>> }) {
  return (
    <>
      {view.telling.length > 0 && (
        <Notice tone="warn">
          {view.telling.map((id) => labels[id] ?? id).join(", ")}: whoever matches (nearly) always converts.
          It was probably written down afterwards, so figures with it are too good to be true.
        </Notice>
      )}
      <p className="max-w-prose text-xs text-pretty text-muted">
        Every one of {count(view.considered)} leads that could have become MQL was replayed, event by event,
        with what was known at each moment; nobody was sampled. A lead counts once, by its first crossing,
        also when it would have cooled and come back. From its handoff on it is left alone: what it did then
        was sales’ doing, too. Points that people added are left out.
        {view.toldLate > 0 &&
          ` ${count(view.toldLate)} activities arrived on a later day than they occurred on and count from then.`}{" "}
        Outcomes are known only of the {count(view.tried)} leads that sales was given in this time.
      </p>
    </>
  );
}
