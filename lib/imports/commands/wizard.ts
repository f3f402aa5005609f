import "server-only";
import type { z } from "zod";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import type { Caller } from "@/lib/team/viewer";
import { chosenColumns, KEEP } from "../choices";
import { targetsOf } from "../interpret";
import { columnsOf } from "../queries/file";
import { importView } from "../queries/imports";
import type { revisionForm } from "../schema";
import { savePreset } from "./after";
import { reviseImport } from "./order";

/** What was chosen in the wizard: another dry run with it, or the import itself. Throws as reviseImport does. */
export async function reviseAsChosen(caller: Caller, form: z.output<typeof revisionForm>): Promise<void> {
  const { importId, intent, columns: chosen, dialect, mapping, options } = form;
  const { plan, preset } = await importView(db(), caller.viewer, importId);
  if (!plan) throw new AppError("conflict", "The upload did not finish: send the file again");
  const columns = await columnsOf(importId, dialect);
  const targets = targetsOf(plan.mapping, columns);
  const choices = columns.map((_, index) => ({
    code: chosen.target[index] ?? KEEP,
    activityType: chosen.type[index] ?? "",
  }));
  await reviseImport(caller, importId, {
    preset,
    dialect,
    mapping: { ...mapping, unmapped: "ignore", columns: chosenColumns(columns, targets, choices) },
    ...options,
    dryRun: intent !== "run",
  });
}

/** Keeps the mapping that an import was last tried out with under a name. */
export async function keepMappingOf(caller: Caller, importId: string, label: string): Promise<void> {
  const { plan } = await importView(db(), caller.viewer, importId);
  if (!plan) throw new AppError("conflict", "The upload did not finish: send the file again");
  await savePreset(caller, label, plan.mapping);
}
