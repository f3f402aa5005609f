import type { Role } from "@/lib/team/roles";
import type { Viewer } from "@/lib/team/viewer";

/** Somebody of the sample workspace, as they work. */
export type Colleague = {
  key: string;
  name: string;
  role: Extract<Role, "marketer" | "rep" | "manager">;
  team: string;
  /** Open handoffs that routing may give. */
  capacity: number;
  /** Handoffs for a working day, as the manager set it; left out: what they have shown. */
  dailyCapacity?: number;
  /** How long this rep takes to answer, against the usual. */
  pace: number;
};

/** The sample's people. All of their addresses are at relay.example, which no mail ever reaches. */
export const CAST = [
  { key: "ida", name: "Ida Lindqvist", role: "marketer", team: "Marketing", capacity: 20, pace: 1 },
  { key: "tomas", name: "Tomás Rey", role: "marketer", team: "Marketing", capacity: 20, pace: 1 },
  // Clara answers before the coffee is ready.
  { key: "clara", name: "Clara Weiss", role: "rep", team: "Mid-market", capacity: 20, pace: 0.5 },
  { key: "ben", name: "Ben Okafor", role: "rep", team: "Mid-market", capacity: 20, pace: 0.8 },
  // Priya joined three months ago and carries fewer leads.
  {
    key: "priya",
    name: "Priya Raman",
    role: "rep",
    team: "Enterprise",
    capacity: 12,
    dailyCapacity: 2,
    pace: 1.2,
  },
  // Jonas closes well and answers late: the story behind the team's 90th percentile.
  { key: "jonas", name: "Jonas Petit", role: "rep", team: "Enterprise", capacity: 15, pace: 2.3 },
  { key: "marion", name: "Marion Duval", role: "manager", team: "Sales", capacity: 20, pace: 1 },
] as const satisfies readonly Colleague[];

export type CastKey = (typeof CAST)[number]["key"];

/** A member of the cast with the id it has in this workspace. */
export type Person = Colleague & { key: CastKey; id: string; email: string; viewer: Viewer };

export type Cast = Readonly<Record<CastKey, Person>>;

/** "tomas.rey@relay.example" */
export const castEmail = (name: string): string =>
  `${plain(name).toLowerCase().replaceAll(" ", ".")}@relay.example`;

/** Without accents, so that a name can stand in an address. */
export const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "");

export function hire(newId: () => string): Cast {
  const people = CAST.map((colleague): Person => {
    const { name, role } = colleague;
    const [id, email] = [newId(), castEmail(name)];
    return { ...colleague, id, email, viewer: { kind: "user", id, name, email, role } };
  });
  return Object.fromEntries(people.map((person) => [person.key, person])) as Cast;
}

export const castOf = (cast: Cast, role: Colleague["role"]): Person[] =>
  Object.values(cast).filter((person) => person.role === role);
