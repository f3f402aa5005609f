import type { ScoringModelDocument } from "@/lib/scoring/model";

/** What Ida would change after looking at the funnel: webinars convert best, so they should count for more. */
export function proposeModel(document: ScoringModelDocument): ScoringModelDocument | null {
  const webinar = document.rules.find(
    (rule) => rule.kind === "engagement" && rule.activity.types.includes("webinar_attended"),
  );
  if (!webinar) return null;
  return {
    ...document,
    rules: document.rules.map((rule) => (rule === webinar ? { ...rule, points: rule.points + 10 } : rule)),
  };
}
