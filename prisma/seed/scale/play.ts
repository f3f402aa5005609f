import type { House } from "@/lib/progression/snapshot";
import { scoreColumns } from "@/lib/scoring/columns";
import { companyAttributes } from "@/lib/scoring/company-history";
import { type ScoreBrief, scoreBriefly } from "@/lib/scoring/evaluate";
import type { AttributeValue } from "@/lib/scoring/score";
import { silenceAt } from "@/lib/sla/policy";
import { leadEmail } from "../crowd";
import type { Firm, Firms } from "./firms";
import { LIFE_TABLES, lineOf } from "./lines";
import type { Life } from "./lives";
import type { Pages } from "./pages";
import type { Role } from "./roles";
import { type Part, playLine, SCORE_COLUMNS, type Script, scriptOf } from "./script";
import type { Team } from "./teams";

/** Plays lives again, as other leads at other times, and writes down all that is left of them by now. */
export class Play {
  /** By life, then by how many of its moments have come. */
  readonly #scripts = new Map<Life, Map<number, Script>>();

  constructor(
    readonly house: House,
    readonly now: Date,
    readonly firms: Firms,
    readonly pages: Pages,
  ) {}

  /** One lead from beginning to now. `idOf` makes the ids of this lead: another one for every number. */
  lead(life: Life, role: Role, team: Team, idOf: Part["idOf"]): void {
    const { company } = life.actor.profile;
    const firm = this.firms.next(`${life.crowd} ${company.domain}`, company, role.capturedAt);
    const { firstName, lastName } = firm.nextName();
    const email = leadEmail(firstName, lastName, firm);
    const { name: companyName, id: companyId } = firm.company;
    const { later, daysLater } = role;
    const standInFor = (personId: string) => team.get(personId)!;
    const script = this.#script(life, role);
    const part = { firstName, lastName, email, companyName, companyId, later, daysLater, idOf, standInFor };
    const score = this.#score(life, script, part, firm);
    for (const table of LIFE_TABLES)
      for (const line of script.lines[table]) {
        const played = playLine(line, part);
        if (table === "activity") this.pages.addActivity(line.at + later, played);
        else if (table === "lead_score") this.pages.add(table, `${played.slice(0, -1)}\t${score}`);
        else this.pages.add(table, played);
      }
  }

  #script(life: Life, { later, isBehind }: Role): Script {
    const last = this.now.getTime() - later;
    const all = life.moments.findLastIndex(({ caller }) => caller.now.getTime() <= last) + 1;
    const come = isBehind ? (openOfferOf(life, all, last) ?? all) : all;
    const scripts = this.#scripts.get(life) ?? new Map<number, Script>();
    this.#scripts.set(life, scripts);
    const script = scripts.get(come) ?? scriptOf(life, life.moments.slice(0, come), this.pages.columns);
    scripts.set(come, script);
    return script;
  }

  /** The end of the live row, by the evaluator itself. */
  #score(life: Life, { activities }: Script, part: Part, { company }: Firm): string {
    const { later, firstName, lastName, email } = part;
    const told: Readonly<Record<string, string>> = { firstName, lastName, email };
    const createdAt = new Date(life.actor.lead.capturedAt.getTime() + later);
    const own: AttributeValue[] = life.changes
      .filter(({ field }) => field !== "companyId")
      .map(({ field, value }) => ({ field, value: told[field] ?? value, at: createdAt }));
    const subject = {
      leadId: "",
      createdAt,
      attributes: [
        ...own,
        ...companyAttributes([{ companyId: company.id, at: createdAt }], () => company.changes),
      ],
      activities: activities.map((activity) => ({
        ...activity,
        occurredAt: new Date(activity.occurredAt.getTime() + later),
      })),
      adjustments: [],
    };
    const { model, today, zone } = this.house;
    const brief: ScoreBrief = scoreBriefly(subject, model.document, today, zone);
    return lineOf(scoreColumns(brief, model.version), SCORE_COLUMNS);
  }
}

/** Up to the opening of an offer for which nobody has had to answer yet or silence has not come over; null without one. */
function openOfferOf({ moments }: Life, come: number, now: number): number | null {
  for (let nth = come - 1; nth >= 0; nth--)
    for (const fact of moments[nth]!.facts)
      if (fact.kind === "handoff.opened") {
        const { dueAt } = fact.handoff;
        return dueAt && silenceAt(dueAt).getTime() > now ? nth + 1 : null;
      }
  return null;
}
