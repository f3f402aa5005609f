import freeMailDomains from "free-email-domains";
import type { AttributeTest, Condition } from "@/lib/conditions/condition";
import type { EngagementRule, Rule, ScoringModelDocument } from "@/lib/scoring/model";
import type { ScoredActivity, ScoreSubject } from "@/lib/scoring/score";

// A second opinion on every score, written from the rules of the score alone. It shares types with lib/scoring but no code,
// looks at everything again for each question, and prefers being obvious to being fast. The doctor holds stored scores to it,
// the property tests the evaluator.

export type Verdict = {
  total: number;
  fit: number;
  engagement: number;
  adjustment: number;
  grade: string;
  meetsMql: boolean;
  nearMql: boolean;
  isHot: boolean;
};

const YES = 1;
const MAYBE = 0.5;
const NO = 0;

export function oracle(
  subject: ScoreSubject,
  model: ScoringModelDocument,
  on: string,
  zone: string,
): Verdict {
  const past = subject.activities
    .filter((activity) => dayIn(zone, activity.occurredAt) <= on)
    .sort((a, b) => Number(a.occurredAt) - Number(b.occurredAt) || (a.id < b.id ? -1 : 1));
  const value = (field: string) =>
    subject.attributes.filter((entry) => entry.field === field && dayIn(zone, entry.at) <= on).at(-1)?.value;

  const pointsOf = (rule: Rule): number => {
    if (rule.kind === "fit") {
      const truth = ask(rule.when, value, model);
      return cents(truth === YES ? rule.points : truth === NO ? (rule.otherwise ?? 0) : (rule.unknown ?? 0));
    }
    if (rule.kind === "inactivity") {
      const own = past.filter(
        (a) =>
          a.trust === "human" &&
          !["rep", "marketing"].includes(a.initiatedBy ?? "") &&
          !rule.except?.includes(a.type),
      );
      const since = own.length > 0 ? dayIn(zone, own.at(-1)!.occurredAt) : dayIn(zone, subject.createdAt);
      return cents(-rule.points) * Math.max(0, Math.floor(daysFrom(since, on) / rule.everyDays));
    }
    const matches = past.filter((activity) => matchesRule(rule, activity, model, zone));
    if (rule.frequency) {
      const window = matches.filter((a) => daysFrom(dayIn(zone, a.occurredAt), on) < rule.frequency!.days);
      const seen = rule.frequency.distinctDays
        ? new Set(window.map((a) => dayIn(zone, a.occurredAt))).size
        : window.length;
      return seen >= rule.frequency.atLeast ? cents(rule.points) : 0;
    }
    return sum(
      undecayed(rule, matches, zone).map((base, i) =>
        faded(base, rule, daysFrom(dayIn(zone, matches[i]!.occurredAt), on)),
      ),
    );
  };

  const part = (kind: "fit" | "engagement") =>
    halfUp(
      sum(
        model.groups
          .filter((group) => group.kind === kind)
          .map((group) => {
            let points = sum(model.rules.filter((rule) => rule.group === group.id).map(pointsOf));
            if (group.cap !== undefined && points > cents(group.cap)) points = cents(group.cap);
            if (group.floor !== undefined && points < cents(group.floor)) points = cents(group.floor);
            return points;
          }),
      ) / 100,
    );
  const fit = part("fit");
  const engagement = part("engagement");
  const adjustment = sum(
    subject.adjustments
      .filter(({ startsOn, expiresOn }) => startsOn <= on && (expiresOn ?? "9999-12-31") >= on)
      .map(({ points }) => points),
  );
  const total = Math.min(model.range.max, Math.max(model.range.min, fit + engagement + adjustment));
  const bandsAt = (slack: number) => {
    const f = model.bands.fit;
    const e = model.bands.engagement;
    return {
      fitBand: f ? ((["A", "B", "C"] as const).find((band) => fit + slack >= f[band]) ?? "D") : "",
      engagementBand: ([1, 2, 3] as const).find((band) => engagement + slack >= e[band]) ?? 4,
    };
  };
  /** Whether so many points more, in each part, would be enough. */
  const reaches = (criteria: ScoringModelDocument["mql"], slack = 0) => {
    const { fitBand, engagementBand } = bandsAt(slack);
    return criteria.some((c) =>
      [
        c.minFit === undefined || fit + slack >= c.minFit,
        c.minEngagement === undefined || engagement + slack >= c.minEngagement,
        c.minTotal === undefined || total + slack >= c.minTotal,
        c.minFitBand === undefined ||
          (fitBand !== "" && "ABCD".indexOf(fitBand) <= "ABCD".indexOf(c.minFitBand)),
        c.minEngagementBand === undefined || engagementBand <= c.minEngagementBand,
      ].every(Boolean),
    );
  };
  const { fitBand, engagementBand } = bandsAt(0);
  const grade = `${fitBand}${engagementBand}`;
  return {
    total,
    fit,
    engagement,
    adjustment,
    grade,
    meetsMql: reaches(model.mql),
    nearMql: !reaches(model.mql) && reaches(model.mql, 10),
    isHot: reaches(model.hot),
  };
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const cents = (points: number) => Number((points * 100).toFixed(0));
const halfUp = (points: number) => Math.floor(points + 0.5);

const calendars: Record<string, { format: Intl.DateTimeFormat; days: Map<number, string> }> = {};
function dayIn(zone: string, at: Date): string {
  calendars[zone] ??= { format: new Intl.DateTimeFormat("en-CA", { timeZone: zone }), days: new Map() };
  const { format, days } = calendars[zone];
  // A run over many days asks for the same instants again and again.
  const known = days.get(Number(at));
  if (known) return known;
  if (days.size > 100_000) days.clear();
  const day = format.format(at);
  days.set(Number(at), day);
  return day;
}

const daysFrom = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function matchesRule(
  rule: EngagementRule,
  activity: ScoredActivity,
  model: ScoringModelDocument,
  zone: string,
): boolean {
  const day = dayIn(zone, activity.occurredAt);
  const value = (field: string) => {
    if (field.startsWith("property.")) return activity.properties[field.replace("property.", "")];
    return { ...activity, properties: null, occurredAt: null, id: null }[field];
  };
  return (
    activity.trust !== "suspect" &&
    rule.activity.types.includes(activity.type) &&
    day >= (rule.startsOn ?? day) &&
    day <= (rule.endsOn ?? day) &&
    (!rule.activity.where || ask(rule.activity.where, value, model) === YES)
  );
}

/** What each match may give before it fades: the limit looks back from every one of them over those that counted. */
function undecayed(rule: EngagementRule, matches: ScoredActivity[], zone: string): number[] {
  const given: number[] = [];
  for (const [i, match] of matches.entries()) {
    const window = matches
      .map((earlier, k) => ({
        k,
        age: daysFrom(dayIn(zone, earlier.occurredAt), dayIn(zone, match.occurredAt)),
      }))
      .filter(({ k, age }) => k < i && given[k] !== undefined && age < (rule.limit?.days ?? 1e9));
    const counted = window.filter(({ k }) => !Number.isNaN(given[k]!));
    const used = sum(counted.map(({ k }) => Math.abs(given[k]!)));
    const most = rule.limit?.points === undefined ? 1e12 : cents(rule.limit.points);
    const counts = counted.length < (rule.limit?.activities ?? 1e9) && used < most;
    given.push(
      counts ? Math.sign(rule.points) * Math.min(Math.abs(cents(rule.points)), most - used) : Number.NaN,
    );
  }
  return given.map((points) => (Number.isNaN(points) ? 0 : points));
}

function faded(base: number, { decay }: EngagementRule, age: number): number {
  if (decay.kind === "none") return base;
  if (decay.kind === "expiry") return age >= decay.days ? 0 : base;
  if (decay.kind === "linear")
    return age >= decay.days ? 0 : halfUp((base * (decay.days - age)) / decay.days);
  let left = base;
  let rest = age;
  for (; rest >= decay.days; rest -= decay.days) left /= 2;
  return halfUp(rest === 0 ? left : left / 2 ** (rest / decay.days));
}

function ask(condition: Condition, value: (field: string) => unknown, model: ScoringModelDocument): number {
  if ("not" in condition) return 1 - ask(condition.not, value, model);
  if ("all" in condition) return Math.min(YES, ...condition.all.map((c) => ask(c, value, model)));
  if ("any" in condition) return Math.max(NO, ...condition.any.map((c) => ask(c, value, model)));
  const found = value(condition.field) ?? "";
  if (condition.op === "is-empty") return found === "" ? YES : NO;
  if (found === "" || typeof found === "object") return MAYBE;
  return Number(test(condition, found as string | number | boolean, model) ?? MAYBE);
}

/** null: cannot be told of such a value. */
function test(
  t: AttributeTest,
  found: string | number | boolean,
  model: ScoringModelDocument,
): boolean | null {
  const number =
    typeof found === "number" || /^-?[0-9]+([.][0-9]+)?$/.test(String(found)) ? Number(found) : null;
  const text = typeof found === "string" ? found.toLowerCase() : null;
  const ofText = (holds: (t: string) => boolean) => (text === null ? null : holds(text));
  const same = (expected: unknown) =>
    typeof expected === "number"
      ? number === expected
      : typeof expected === "string"
        ? text === expected.toLowerCase()
        : String(found).toLowerCase() === String(expected) && typeof found !== "number";
  switch (t.op) {
    case "is":
      return same(t.value);
    case "is-not":
      return !same(t.value);
    case "in":
      return t.values.filter(same).length > 0;
    case "not-in":
      return t.values.filter(same).length === 0;
    case "contains":
      return ofText((it) => it.split(t.value.toLowerCase()).length > 1);
    case "starts-with":
      return ofText((it) => it.indexOf(t.value.toLowerCase()) === 0);
    case "ends-with":
      return ofText((it) => it.slice(-t.value.length) === t.value.toLowerCase());
    case "at-least":
      return number === null ? null : number >= t.value;
    case "at-most":
      return number === null ? null : number <= t.value;
    case "between":
      return number === null ? null : t.from <= number && number <= t.to;
    case "matches":
      return ofText((it) => inList(it, t.list, model));
    case "path-like": {
      const quoted = t.value
        .split("*")
        .map((part) => part.replace(/[^a-z0-9]/gi, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`));
      return ofText(() => {
        const local = /^[a-z][a-z0-9+.-]*:\/\//i.test(String(found))
          ? String(found).split("/").slice(3).join("/")
          : null;
        const [path = ""] = (local === null ? String(found) : `/${local}`).split(/[?#]/);
        return new RegExp(`^${quoted.join("[^]*")}$`, "iu").test(path || "/");
      });
    }
    default:
      throw new Error(`no such test: ${t.op}`);
  }
}

const lookedUp = new WeakMap<ScoringModelDocument, Map<string, boolean>>();

/** Whether a text is in a list; the lists are long, and a run over many days asks for the same text again and again. */
function inList(text: string, id: string, model: ScoringModelDocument): boolean {
  const answers = lookedUp.get(model) ?? new Map<string, boolean>();
  lookedUp.set(model, answers);
  const question = `${id} ${text}`;
  const answer = answers.get(question) ?? lookUp(text, id, model);
  answers.set(question, answer);
  return answer;
}

function lookUp(text: string, id: string, model: ScoringModelDocument): boolean {
  const list = model.lists.find((candidate) => candidate.id === id);
  const entries = list?.entries ?? (id === "free-mail" ? freeMailDomains : []);
  const kind = list?.kind ?? "domains";
  return entries.some((raw) => {
    const entry = raw.toLowerCase();
    if (kind === "values") return text === entry;
    if (kind === "domains") return `.${text.split("@").at(-1)}`.endsWith(`.${entry}`);
    const words = (t: string) => (t.match(/[\p{L}\p{Nd}]+/gu) ?? []).join(" ");
    return words(entry) !== "" && ` ${words(text)} `.includes(` ${words(entry)} `);
  });
}
