/** The qualification frameworks a definition may ask for. */
export const FRAMEWORKS = {
  BANT: {
    label: "BANT",
    fields: [
      { id: "budget", label: "Budget", prompt: "What may it cost, and who pays?" },
      { id: "authority", label: "Authority", prompt: "Who decides, and who signs?" },
      { id: "need", label: "Need", prompt: "Which problem do they want solved?" },
      { id: "timeline", label: "Timeline", prompt: "By when, and what happens then?" },
    ],
  },
  CHAMP: {
    label: "CHAMP",
    fields: [
      { id: "challenges", label: "Challenges", prompt: "Which problem do they want solved?" },
      { id: "authority", label: "Authority", prompt: "Who decides, and who signs?" },
      { id: "money", label: "Money", prompt: "What may it cost, and who pays?" },
      { id: "prioritization", label: "Prioritization", prompt: "How urgent is it against their other work?" },
    ],
  },
  MEDDIC: {
    label: "MEDDIC",
    fields: [
      { id: "metrics", label: "Metrics", prompt: "Which figure should change, and by how much?" },
      { id: "economic-buyer", label: "Economic buyer", prompt: "Who holds the money?" },
      { id: "decision-criteria", label: "Decision criteria", prompt: "By what will they choose?" },
      { id: "decision-process", label: "Decision process", prompt: "Which steps lead to a signature?" },
      { id: "identify-pain", label: "Identified pain", prompt: "What hurts today?" },
      { id: "champion", label: "Champion", prompt: "Who wants it enough to sell it inside?" },
    ],
  },
} as const;

export type FrameworkId = keyof typeof FRAMEWORKS;

export type QualificationField = { id: string; label: string; prompt: string };

/** The questions of a framework, in its order. */
export function frameworkFields(framework: FrameworkId): readonly QualificationField[] {
  return FRAMEWORKS[framework].fields;
}

/** The required fields that have no answer yet. */
export function missingAnswers(
  required: readonly string[],
  answers: Readonly<Record<string, { value: string }>>,
): string[] {
  return required.filter((field) => (answers[field]?.value ?? "").trim() === "");
}
