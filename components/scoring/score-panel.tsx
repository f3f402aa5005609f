import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { dayText, signed } from "@/components/ui/format";
import { GradeChip } from "@/components/ui/grade-chip";
import { Panel } from "@/components/ui/page";
import type { ScorePanelView } from "@/lib/scoring/queries/scores";
import { addDays, type Day } from "@/lib/shared/day";
import { AdjustScore } from "./adjust-score";
import { Adjustments } from "./adjustments";
import { DayChoice } from "./day-choice";
import { ExplanationTable } from "./explanation-table";
import { PathToMql } from "./path-to-mql";
import { ScoreBars } from "./score-bars";
import { ScoreComparison } from "./score-comparison";
import { SparkLine } from "./spark-line";

/** A score as people believe it: how much, of which kind, since when, why, and what would change it. */
export function ScorePanel({
  view,
  hrefOn,
  keep,
  mayAdjust,
}: {
  view: ScorePanelView;
  /** The page's address for another day; null is today. */
  hrefOn: (day: Day | null) => string;
  /** What else of the address a form must keep. */
  keep: Readonly<Record<string, string>>;
  mayAdjust: boolean;
}) {
  const { score, today, model } = view;
  const isToday = score.on === today;
  return (
    <Panel
      title="Score"
      actions={
        <Link href={`/scoring?version=${model.version}`} className="text-xs text-muted hover:underline">
          {model.name}, version {model.version}
        </Link>
      }
    >
      <div className="space-y-4">
        <div className="flex items-end gap-3">
          <p className="text-2xl font-semibold tabular-nums">
            {score.total}
            <span className="text-sm font-normal text-muted"> of {model.range.max}</span>
          </p>
          <GradeChip grade={score.grade} size="lg" />
          <SparkLine
            values={view.history.map(({ total }) => total)}
            min={model.range.min}
            max={model.range.max}
            label={historyWords(view)}
            className="ml-auto max-w-32"
          />
        </div>
        {score.adjustment !== 0 && (
          <p className="-mt-2 text-sm text-muted">
            {score.fit + score.engagement} by the rules, {signed(score.adjustment)} by hand
          </p>
        )}
        <ScoreBars score={score} bands={view.bands} />
        {isToday && <Forecast view={view} />}
        <DayStepper view={view} hrefOn={hrefOn} />
        <ExplanationTable score={score} anchored />
        <ScoreComparison
          view={view}
          back={hrefOn(isToday ? null : score.on)}
          action={`/leads/${view.leadId}`}
          keep={isToday ? keep : { ...keep, on: score.on }}
        />
        {isToday && <PathToMql path={view.path} />}
        {isToday && (
          <Adjustments leadId={view.leadId} adjustments={view.adjustments} mayEnd={mayAdjust}>
            {mayAdjust && <AdjustScore leadId={view.leadId} today={today} />}
          </Adjustments>
        )}
      </div>
    </Panel>
  );
}

function Forecast({ view: { forecast, score } }: { view: ScorePanelView }) {
  if (!forecast) return null;
  const turns = forecast.meetsMql ? "Rises to" : "Drops below";
  return (
    <p className={cn("text-sm", score.meetsMql ? "text-warn" : "text-muted")}>
      {turns} the MQL line on {dayText(forecast.on)} unless something happens.
    </p>
  );
}

function historyWords({ history, model }: ScorePanelView): string {
  const totals = history.map(({ total }) => total);
  const most = Math.max(...totals);
  return `The last ${totals.length} days under version ${model.version}: from ${totals[0]} to ${totals.at(-1)}, at most ${most}`;
}

function DayStepper({ view, hrefOn }: { view: ScorePanelView; hrefOn: (day: Day | null) => string }) {
  const { score, today, firstDay } = view;
  const isToday = score.on === today;
  const step = (days: number) => {
    const day = addDays(score.on, days);
    return day < firstDay || day > today ? null : hrefOn(day === today ? null : day);
  };
  return (
    <nav aria-label="Day of the score" className="flex items-center gap-1 text-sm">
      <Step href={step(-1)} label="The day before">
        <ChevronLeft aria-hidden />
      </Step>
      <DayChoice day={score.on} first={firstDay} last={today} />
      <Step href={step(1)} label="The day after">
        <ChevronRight aria-hidden />
      </Step>
      {isToday ? (
        <span className="text-muted">today</span>
      ) : (
        <Link
          href={hrefOn(null)}
          scroll={false}
          className={cn(buttonLook({ look: "ghost", size: "sm" }), "ml-auto")}
        >
          Back to today
        </Link>
      )}
    </nav>
  );
}

function Step({ href, label, children }: { href: string | null; label: string; children: ReactNode }) {
  const look = buttonLook({ look: "ghost", size: "sm", shape: "icon" });
  if (href === null)
    return (
      <span aria-hidden className={cn(look, "opacity-40")}>
        {children}
      </span>
    );
  return (
    <Link href={href} scroll={false} aria-label={label} className={look}>
      {children}
    </Link>
  );
}
