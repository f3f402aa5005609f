import type { ScoringModelDocument } from "../model";
import { QUALIFIED_BY_ENGAGEMENT, RANGE } from "./shared";

/** Behaviour only, four rules: where many teams begin. */
export const SIMPLE: ScoringModelDocument = {
  name: "Simple",
  range: RANGE,
  ...QUALIFIED_BY_ENGAGEMENT,
  lists: [],
  groups: [{ id: "behaviour", label: "Behaviour", kind: "engagement" }],
  rules: [
    {
      kind: "engagement",
      id: "e-mail-opened",
      label: "Opened an e-mail",
      group: "behaviour",
      activity: { types: ["email_opened"] },
      points: 5,
      decay: { kind: "none" },
    },
    {
      kind: "engagement",
      id: "content",
      label: "Downloaded a whitepaper",
      group: "behaviour",
      activity: { types: ["content_downloaded"] },
      points: 10,
      decay: { kind: "none" },
    },
    {
      kind: "engagement",
      id: "pricing",
      label: "Viewed pricing",
      group: "behaviour",
      activity: {
        types: ["pricing_viewed", "page_viewed"],
        where: {
          any: [
            { field: "type", op: "is", value: "pricing_viewed" },
            { field: "property.path", op: "contains", value: "/pricing" },
          ],
        },
      },
      points: 20,
      decay: { kind: "none" },
    },
    {
      kind: "engagement",
      id: "demo",
      label: "Asked for a demo",
      group: "behaviour",
      activity: { types: ["demo_requested"] },
      points: 50,
      decay: { kind: "none" },
      trigger: "hand-raise",
    },
  ],
};
