import type { Move } from "@/lib/leads/queries/moves";
import type { Stage } from "@/lib/stages/stages";

export type MoveWords = {
  /** On the button. */
  label: string;
  /** Over the form. */
  title: string;
  /** What it means for the lead and for the numbers. */
  consequence: string;
  /** What the toast says afterwards. */
  done: string;
};

/** How a move is spoken of; the same target means different things from different stages. */
export function moveWords(from: Stage, { to, correction }: Move): MoveWords {
  if (correction) return CORRECTION_WORDS[to] ?? CORRECTION_WORDS.sql!;
  if (from === "opportunity" && to === "recycled") return LOST_FOR_NOW;
  if (from === "opportunity" && to === "disqualified") return LOST_FOR_GOOD;
  if (to === "lead") return from === "disqualified" ? REOPENED : BACK_TO_LEADS;
  if (from === "recycled" && to === "mql") return QUALIFIED_AGAIN;
  return WORDS[to];
}

const WORDS: Record<Exclude<Stage, "lead">, MoveWords> = {
  mql: {
    label: "Make it an MQL",
    title: "Make it an MQL",
    consequence: "Opens a pass. It stays with marketing until it is handed to sales.",
    done: "It is an MQL now",
  },
  sal: {
    label: "Accept",
    title: "Accept this lead",
    consequence: "It becomes yours, and the contact clock keeps running.",
    done: "Accepted. The lead is yours.",
  },
  sql: {
    label: "Confirm as SQL",
    title: "Confirm as SQL",
    consequence: "Sales has talked to the lead and knows what it needs and by when.",
    done: "Confirmed as SQL",
  },
  opportunity: {
    label: "Open opportunity",
    title: "Open an opportunity",
    consequence: "The deal counts as pipeline from today on.",
    done: "Opportunity opened",
  },
  customer: {
    label: "Won",
    title: "The deal is won",
    consequence: "Closes the pass as a customer.",
    done: "Won. Well done.",
  },
  recycled: {
    label: "Recycle",
    title: "Recycle this lead",
    consequence: "Back to marketing with your reason. It can wake and start a new pass.",
    done: "Recycled",
  },
  disqualified: {
    label: "Disqualify",
    title: "Disqualify this lead",
    consequence: "It will not be pursued. Only a manager can reopen it.",
    done: "Disqualified",
  },
};

const LOST_FOR_NOW: MoveWords = {
  label: "Lost, may come back",
  title: "The deal is lost for now",
  consequence: "Closes the deal and the pass. The lead goes back to marketing and can wake.",
  done: "Deal lost, lead recycled",
};

const LOST_FOR_GOOD: MoveWords = {
  label: "Lost for good",
  title: "The deal is lost for good",
  consequence: "Closes the deal and the pass. The lead will not be pursued.",
  done: "Deal lost, lead disqualified",
};

const QUALIFIED_AGAIN: MoveWords = {
  label: "Qualify again",
  title: "Qualify this lead again",
  consequence: "Opens a new pass. The earlier ones stay as they ended.",
  done: "It is an MQL again",
};

const REOPENED: MoveWords = {
  label: "Reopen",
  title: "Look at this lead again",
  consequence: "It becomes an ordinary lead; what disqualified it stays in its history.",
  done: "Reopened",
};

const BACK_TO_LEADS: MoveWords = {
  label: "Back to leads",
  title: "Back to leads",
  consequence: "It is no longer waiting to wake and can qualify like any other lead.",
  done: "Back to leads",
};

const CORRECTION_WORDS: Partial<Record<Stage, MoveWords>> = {
  sql: {
    label: "Correct: no opportunity yet",
    title: "Correct a mistaken opportunity",
    consequence: "Written down as a correction, visible as such in the history.",
    done: "Corrected: back to SQL",
  },
  opportunity: {
    label: "Correct: not won",
    title: "Correct a mistaken win",
    consequence: "The deal is open again. Written down as a correction, visible as such in the history.",
    done: "Corrected: the deal is open again",
  },
};
