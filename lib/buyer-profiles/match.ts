import type { LeadCondition, Truth } from "@/lib/conditions/condition";
import { type Facts, type History, prepare, type Question } from "@/lib/conditions/evaluate";
import type { Aspect, BuyerProfileDocument } from "./profile";

/** How a lead stands to a profile: one answer for each aspect, and what they come to. */
export type ProfileMatch = {
  /** Whether all essential aspects match; null while one of them is not known and none fails. */
  truth: Truth;
  aspects: readonly { aspect: Aspect; truth: Truth }[];
  matched: number;
  missed: number;
  unknown: number;
};

/** What makes a lead one of the profile: every essential aspect. The same question goes to SQL for counts and lists. */
export const essentials = ({ aspects }: BuyerProfileDocument): LeadCondition => ({
  all: aspects.filter(({ essential }) => essential).map(({ when }) => when),
});

type Prepared = readonly { aspect: Aspect; asks: Question }[];

const prepared = new WeakMap<BuyerProfileDocument, Prepared>();

/** Asked once per document object: documents are never changed in place. */
function questionsOf(document: BuyerProfileDocument): Prepared {
  let questions = prepared.get(document);
  if (!questions) {
    questions = document.aspects.map((aspect) => ({ aspect, asks: prepare(aspect.when, document.lists) }));
    prepared.set(document, questions);
  }
  return questions;
}

/** Compares what is known of a lead, and what it did, with a profile. */
export function matchProfile(document: BuyerProfileDocument, facts: Facts, history?: History): ProfileMatch {
  const aspects = questionsOf(document).map(({ aspect, asks }) => ({ aspect, truth: asks(facts, history) }));
  const answered = (asked: Truth) => aspects.filter(({ truth }) => truth === asked).length;
  return {
    truth: conjunction(aspects.filter(({ aspect }) => aspect.essential).map(({ truth }) => truth)),
    aspects,
    matched: answered(true),
    missed: answered(false),
    unknown: answered(null),
  };
}

const conjunction = (truths: readonly Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes(null) ? null : true;

const RANK = new Map<Truth, number>([
  [true, 0],
  [null, 1],
  [false, 2],
]);

/** Best first: who is one of the profile before who may be, then by the share of aspects that match, then that fail least. */
export function byCloseness(a: ProfileMatch, b: ProfileMatch): number {
  const share = (count: number, { aspects }: ProfileMatch) => count / Math.max(1, aspects.length);
  return (
    RANK.get(a.truth)! - RANK.get(b.truth)! ||
    share(b.matched, b) - share(a.matched, a) ||
    share(a.missed, a) - share(b.missed, b)
  );
}
