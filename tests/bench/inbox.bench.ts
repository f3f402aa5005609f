import {
  cameBack,
  decisions,
  heldCounts,
  inbox,
  inboxCount,
  repLoads,
  warmQueue,
} from "@/lib/handoffs/queries";
import { db } from "@/lib/platform/db/client";
import type { Viewer } from "@/lib/team/viewer";
import type { Figure } from "./main";
import { asksApp, besideBare, inTurn, leadsIn, withApp, withWorkspace } from "./support";

// `npm run bench -- inbox [--leads N] [--no-http]`: the inbox of the rep with most to answer, of everybody, marketing's queues and
// past decisions, beside the pending handoffs of one rep by their index.

const ROUNDS = 40;
const PAGE = 50;

export default async function inboxBench(args: readonly string[]): Promise<Figure[]> {
  return withWorkspace(leadsIn(args), async (workspace) => {
    const { bare, viewer, leads, timeZone: zone } = workspace;
    const { now } = workspace.caller;
    const [busiest] = (
      await bare.query<{ id: string; name: string; email: string }>(
        `select person.id, person.name, person.email from app_user person
         left join handoff on assignee_id = person.id and status = 'pending'
         where role = 'rep' group by person.id order by count(handoff.id) desc, person.id limit 1`,
      )
    ).rows;
    const rep: Viewer = { kind: "user", ...busiest!, role: "rep" };
    const floor = () =>
      bare.query({
        name: "inbox",
        text: "select * from handoff where assignee_id = $1 and status = 'pending' order by due_at limit 60",
        values: [rep.id],
      });
    const times = await inTurn(ROUNDS, {
      rep: () => inbox(db(), rep),
      everybody: () => inbox(db(), viewer),
      repCount: () => inboxCount(db(), rep, now),
      everybodyCount: () => inboxCount(db(), viewer, now),
      loads: () => repLoads(db(), viewer, { now, zone }),
      held: () => heldCounts(db(), viewer),
      warm: () => warmQueue(db(), viewer, { limit: PAGE }),
      back: () => cameBack(db(), viewer),
      decided: () => decisions(db(), viewer, { limit: PAGE }),
      ownDecided: () => decisions(db(), rep, { limit: PAGE }),
      floor,
    });
    const named = {
      "a rep's inbox": times.rep,
      "everybody's inbox": times.everybody,
      "a rep's count": times.repCount,
      "everybody's count": times.everybodyCount,
      "loads of all reps": times.loads,
      "what marketing holds, counted": times.held,
      "marketing's queue": times.warm,
      "what came back": times.back,
      "everybody's decisions": times.decided,
      "a rep's decisions": times.ownDecided,
    };
    const figures = Object.entries(named).map(([name, each]) =>
      besideBare(name, each, times.floor, { leads }),
    );
    if (!asksApp(args)) return figures;
    const http = await withApp(workspace, (app) =>
      inTurn(ROUNDS, {
        page: () => app.page("/inbox"),
        marketing: () => app.page("/inbox?view=marketing"),
        decided: () => app.page("/inbox?view=decided"),
        api: () => app.api("/api/v1/handoffs?status=pending"),
        floor,
      }),
    );
    return [
      ...figures,
      besideBare("HTTP /inbox", http.page, http.floor, { leads }),
      besideBare("HTTP /inbox?view=marketing", http.marketing, http.floor, { leads }),
      besideBare("HTTP /inbox?view=decided", http.decided, http.floor, { leads }),
      besideBare("HTTP /api/v1/handoffs?status=pending", http.api, http.floor, { leads }),
    ];
  });
}
