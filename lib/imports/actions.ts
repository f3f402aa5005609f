"use server";

import { defineAction } from "@/lib/platform/web/action";
import { cancelImport, keepMappingOf, mapPerson, resumeImport, reviseAsChosen, undoImport } from "./commands";
import { labelForm, oneImport, personForm, revisionForm } from "./schema";

/** The wizard's form: another dry run with what was chosen, or the import itself. */
export const tryOrRun = defineAction({
  input: revisionForm,
  allow: "import.run",
  run: reviseAsChosen,
  refresh: ["/imports", "/imports/[id]"],
});

/** Keeps the mapping of an import under a name. */
export const keepMapping = defineAction({
  input: labelForm,
  allow: "import.run",
  run: async (caller, { importId, label }) => {
    await keepMappingOf(caller, importId, label);
    return { label };
  },
  refresh: ["/imports/[id]"],
});

export const stopImport = defineAction({
  input: oneImport,
  allow: "import.run",
  run: (caller, { importId }) => cancelImport(caller, importId),
  refresh: ["/imports", "/imports/[id]"],
});

export const continueImport = defineAction({
  input: oneImport,
  allow: "import.run",
  run: (caller, { importId }) => resumeImport(caller, importId),
  refresh: ["/imports", "/imports/[id]"],
});

export const takeBackImport = defineAction({
  input: oneImport,
  allow: "import.undo",
  run: (caller, { importId }) => undoImport(caller, importId),
  refresh: ["/imports", "/imports/[id]", "/leads"],
});

/** Gives the leads of somebody the file names to a user. */
export const giveToUser = defineAction({
  input: personForm,
  allow: "import.run",
  run: async (caller, person) => ({ leads: await mapPerson(caller, person) }),
  refresh: ["/imports/[id]", "/leads"],
});
