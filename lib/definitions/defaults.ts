import type { DefinitionDocument } from "./definition";

/** Version 1, in force from the first day. */
export const FIRST_DEFINITION: DefinitionDocument = {
  title: "How marketing and sales pass a lead",
  mql: {
    entry: { score: true, handRaise: true, pql: true },
    requiredFields: ["email"],
    statement:
      "A lead is marketing qualified when its score meets the model's line, when it asks to talk to us, or when its use of the product says so.",
  },
  sal: {
    criteria: [
      { id: "fits-profile", label: "Fits the profile" },
      { id: "timing-right", label: "The timing is right" },
    ],
    statement: "Sales accepts a lead it has looked at and will work on now.",
  },
  sql: {
    framework: "BANT",
    required: ["need", "timeline"],
    statement: "Sales has talked to the lead and knows what it needs and by when.",
  },
  recycling: {
    whenCooled: true,
    cooledReason: "not-ready",
    statement:
      "A lead that is not ready goes back to a named marketer with a reason, and wakes by new evidence or on a date.",
  },
};
