import { FREE_MAIL, type NamedList } from "@/lib/conditions/lists";
import { slugFor } from "@/lib/shared/slug";
import type { Area, Aspect, BuyerProfileDocument } from "./profile";

// Changes of a profile while a person edits it. Each answers a new document; the old one stays as it was.

type Document = BuyerProfileDocument;

/** The text of an area; an empty one is not kept. */
export function withPortrait(document: Document, area: Area, text: string): Document {
  const { [area]: _, ...others } = document.portrait;
  return { ...document, portrait: text === "" ? others : { ...others, [area]: text } };
}

export const withAspect = (document: Document, aspect: Aspect): Document => ({
  ...document,
  aspects: document.aspects.map((candidate) => (candidate.id === aspect.id ? aspect : candidate)),
});

export const withoutAspect = (document: Document, aspectId: string): Document => ({
  ...document,
  aspects: document.aspects.filter(({ id }) => id !== aspectId),
});

/** Behind the last aspect, with a first test to be changed. */
export function withNewAspect(document: Document, area: Area): Document {
  const label = "New aspect";
  const first: Aspect = {
    id: slugFor(label, document.aspects, "aspect"),
    area,
    label,
    when: { field: FIRST_FIELD[area], op: "is-empty" },
  };
  const when: Aspect["when"] =
    area === "demographics" ? { field: "email", op: "matches", list: FREE_MAIL } : { not: first.when };
  return { ...document, aspects: [...document.aspects, { ...first, when }] };
}

const FIRST_FIELD: Record<Area, string> = {
  demographics: "title",
  firmographics: "company.industry",
  "value-driver": "custom.value_driver",
  "decision-stage": "custom.decision_stage",
  interests: "campaign",
};

/** The aspect as a must, or no longer one. */
export function withEssential(aspect: Aspect, essential: boolean): Aspect {
  const { essential: _, ...rest } = aspect;
  return essential ? { ...rest, essential } : rest;
}

/** A list without entries, for conditions to name. */
export const withNewList = (
  document: Document,
  { label, kind }: Pick<NamedList, "label" | "kind">,
): Document => ({
  ...document,
  lists: [...document.lists, { id: slugFor(label, document.lists, "list"), label, kind, entries: [] }],
});
