import { leadChoices } from "@/lib/leads/queries/choices";
import { moveTerms } from "@/lib/leads/queries/moves";
import { leadRecord } from "@/lib/leads/queries/record";
import { timeline } from "@/lib/leads/queries/timeline";
import { db } from "@/lib/platform/db/client";
import { scoreOfLead, scorePanel } from "@/lib/scoring/queries/scores";
import { activityTypes } from "@/lib/tracking/queries";
import type { Figure } from "./main";
import { asksApp, besideBare, inTurn, leadsIn, withApp, withWorkspace } from "./support";

// `npm run bench -- lead [--leads N] [--no-http]`: another lead's page every round, beside its row by its key.

const ROUNDS = 100;
const TIMELINE = 40;
/** How long the explanation of one lead may take. */
const EXPLAINED_MS = 20;

export default async function lead(args: readonly string[]): Promise<Figure[]> {
  return withWorkspace(leadsIn(args), async (workspace) => {
    const { bare, viewer, leads } = workspace;
    const { now } = workspace.caller;
    const chosen = await bare.query<{ id: string }>(
      "select lead_id as id from lead_score order by hashtext(lead_id::text) limit 500",
    );
    const [busiest] = (
      await bare.query<{ id: string }>(
        "select lead_id as id from activity group by 1 order by count(*) desc, 1 limit 1",
      )
    ).rows;
    const idOf = (round: number) => chosen.rows[round % chosen.rows.length]!.id;
    const screen = (id: string) =>
      Promise.all([
        leadRecord(db(), viewer, id),
        scorePanel(db(), viewer, id, { now }),
        moveTerms(db()),
        timeline(db(), viewer, id, { limit: TIMELINE, kinds: [] }),
        activityTypes(db()),
        leadChoices(db(), viewer),
      ]);
    const rowOf = (id: string) =>
      bare.query({
        name: "lead",
        text: "select * from lead join lead_score on lead_id = id where id = $1",
        values: [id],
      });
    const times = await inTurn(ROUNDS, {
      record: (round) => leadRecord(db(), viewer, idOf(round)),
      timeline: (round) => timeline(db(), viewer, idOf(round), { limit: TIMELINE }),
      explanation: (round) => scoreOfLead(db(), viewer, idOf(round), { now }),
      score: (round) => scorePanel(db(), viewer, idOf(round), { now }),
      screen: (round) => screen(idOf(round)),
      busiest: () => screen(busiest!.id),
      floor: (round) => rowOf(idOf(round)),
    });
    const figures = [
      besideBare("record", times.record, times.floor, { leads }),
      besideBare("timeline", times.timeline, times.floor, { leads }),
      besideBare("explanation of one lead", times.explanation, times.floor, { leads, target: EXPLAINED_MS }),
      besideBare("score panel with 90 days", times.score, times.floor, { leads }),
      besideBare("all that /leads/{id} asks", times.screen, times.floor, { leads }),
      besideBare("the same of the busiest lead", times.busiest, times.floor, { leads }),
    ];
    if (!asksApp(args)) return figures;
    const http = await withApp(workspace, (app) =>
      inTurn(ROUNDS, {
        page: (round) => app.page(`/leads/${idOf(round)}`),
        api: (round) => app.api(`/api/v1/leads/${idOf(round)}`),
        timeline: (round) => app.api(`/api/v1/leads/${idOf(round)}/timeline`),
        floor: (round) => rowOf(idOf(round)),
      }),
    );
    return [
      ...figures,
      besideBare("HTTP /leads/{id}", http.page, http.floor, { leads }),
      besideBare("HTTP /api/v1/leads/{id}", http.api, http.floor, { leads }),
      besideBare("HTTP /api/v1/leads/{id}/timeline", http.timeline, http.floor, { leads }),
    ];
  });
}
