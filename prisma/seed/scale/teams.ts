import { type Cast, castEmail } from "../cast";
import { NAMES, personName, type Tongue } from "../names";

/** Somebody who works as one of the cast does. */
export type Worker = {
  id: string;
  name: string;
  email: string;
  role: Cast[keyof Cast]["role"];
  team: string;
  capacity: number;
};

/** Those of a team, each by the id of the member of the cast whose part they take. */
export type Team = ReadonlyMap<string, Worker>;

/** A team of the cast's seven for so many leads. */
const LEADS_A_TEAM = 8_000;
const MOST_TEAMS = 200;

/** The people for so many leads. Their addresses lead nowhere, as those of the sample's people; they have no password. */
export function hireTeams(cast: Cast, leads: number, newId: () => string): Team[] {
  const tongues = Object.keys(NAMES) as Tongue[];
  let hired = 0;
  const nextName = (): string => {
    const nth = hired++;
    const { firstName, lastName } = personName(
      tongues[nth % tongues.length]!,
      Math.floor(nth / tongues.length),
    );
    return `${firstName} ${lastName}`;
  };
  const count = Math.min(MOST_TEAMS, Math.max(1, Math.round(leads / LEADS_A_TEAM)));
  return Array.from({ length: count }, (_, nth) => {
    const worker = ({ role, team, capacity }: Cast[keyof Cast]): Worker => {
      const name = nextName();
      return { id: newId(), name, email: castEmail(name), role, team: `${team} ${nth + 1}`, capacity };
    };
    return new Map(Object.values(cast).map((person) => [person.id, worker(person)]));
  });
}
