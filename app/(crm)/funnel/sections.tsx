import { AcceptancePanel, ReasonsPanel } from "@/components/funnel/answers";
import { CohortChart, CohortTable } from "@/components/funnel/cohorts";
import { ComparisonTable } from "@/components/funnel/comparison-table";
import { DealsPanel, ScoreChart } from "@/components/funnel/outcome";
import { StageBars } from "@/components/funnel/stage-bars";
import { FunnelTiles } from "@/components/funnel/tiles";
import { SpeedPanel, StaysPanel } from "@/components/funnel/times";
import {
  answers,
  cohorts,
  comparison,
  outcome,
  type Scope,
  stages,
  tiles,
  times,
} from "@/lib/funnel/queries/page";
import { versionMarks } from "@/lib/funnel/queries/version-marks";
import { periodDays } from "@/lib/funnel/question";
import type { FunnelView } from "@/lib/funnel/view";
import { db } from "@/lib/platform/db/client";
import type { Viewer } from "@/lib/team/viewer";

// Each part of the screen asks its own questions, so that the first numbers need not wait for the last.

type Part = { viewer: Viewer; view: FunnelView; scope: Scope };

export async function Tiles({ viewer, view, scope, currency }: Part & { currency: string }) {
  return <FunnelTiles {...(await tiles(db(), viewer, scope))} view={view} currency={currency} />;
}

export async function Stages({ viewer, view, scope }: Part) {
  return <StageBars {...(await stages(db(), viewer, scope))} view={view} />;
}

/** Longer periods are read by month, shorter ones by week, unless the address says otherwise. */
const LONG_PERIOD_DAYS = 120;

export async function Cohorts({ viewer, view, scope }: Part) {
  const step = view.cohorts ?? (periodDays(scope.period) > LONG_PERIOD_DAYS ? "month" : "week");
  const [comparison, marks] = await Promise.all([
    cohorts(db(), viewer, scope, step),
    versionMarks(db(), viewer),
  ]);
  const shown = { comparison, step, marks };
  return (
    <>
      <CohortChart {...shown} />
      <CohortTable {...shown} view={view} />
    </>
  );
}

export async function Answers({ viewer, view, scope }: Part) {
  const shown = { answers: await answers(db(), viewer, scope), view };
  return (
    <div className="grid gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <AcceptancePanel {...shown} />
      <ReasonsPanel {...shown} />
    </div>
  );
}

export async function Times({ viewer, view, scope }: Part) {
  const shown = { times: await times(db(), viewer, scope), view };
  return (
    <div className="grid gap-4 lg:grid-cols-[3fr_2fr]">
      <SpeedPanel {...shown} />
      <StaysPanel {...shown} />
    </div>
  );
}

export async function Outcome({ viewer, view, scope, currency }: Part & { currency: string }) {
  const shown = await outcome(db(), viewer, scope);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <ScoreChart scores={shown.scores} />
      <DealsPanel outcome={shown} view={view} currency={currency} />
    </div>
  );
}

export async function SideBySide({ viewer, view, scope }: Part) {
  return <ComparisonTable comparison={await comparison(db(), viewer, scope, view.compare)} view={view} />;
}
