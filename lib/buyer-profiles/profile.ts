import type { LeadCondition } from "@/lib/conditions/condition";
import type { NamedList } from "@/lib/conditions/lists";

/** What a buyer profile describes, in the order in which one reads it. */
export const AREAS = [
  "demographics",
  "firmographics",
  "value-driver",
  "decision-stage",
  "interests",
] as const;

export type Area = (typeof AREAS)[number];

export const AREA_LABEL: Record<Area, string> = {
  demographics: "Who they are",
  firmographics: "Where they work",
  "value-driver": "What drives them",
  "decision-stage": "Where they are in deciding",
  interests: "What interests them",
};

/** One thing that can be told of a lead: it matches, it does not, or it is not known. */
export type Aspect = {
  id: string;
  area: Area;
  label: string;
  when: LeadCondition;
  /** A lead of this profile has it. The others bring a lead nearer. */
  essential?: boolean;
};

/** The document of one version of a buyer profile: who the ideal customer is, in words and as aspects of a lead. */
export type BuyerProfileDocument = {
  name: string;
  /** One sentence, as a colleague would say it. */
  summary: string;
  /** What is to be said of an area beyond its aspects. */
  portrait: Readonly<Partial<Record<Area, string>>>;
  /** What the conditions of the aspects name. */
  lists: readonly NamedList[];
  aspects: readonly Aspect[];
};

/** A profile that says nothing yet. */
export const blankProfile = (name: string): BuyerProfileDocument => ({
  name,
  summary: "",
  portrait: {},
  lists: [],
  aspects: [],
});
