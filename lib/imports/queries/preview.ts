import "server-only";
import { displayName } from "@/lib/leads/identity";
import { db } from "@/lib/platform/db/client";
import { dayOf } from "@/lib/shared/day";
import { MILESTONES, STAGE_LABEL } from "@/lib/stages/stages";
import type { Viewer } from "@/lib/team/viewer";
import { codeOfTargets, wordsOfTargets } from "../choices";
import { interpreter, missingColumns, targetsOf } from "../interpret";
import { DATED_STAGES } from "../mapping";
import { shippedPreset } from "../presets";
import type { ImportedLead } from "../row";
import { cellText } from "../row-reading";
import { readHead } from "../rows";
import { loadRunContext, type RunContext } from "./context";
import { filePieces } from "./file";
import { importView } from "./imports";

export type PreviewColumn = {
  name: string;
  samples: string[];
  /** The wizard's choice for it, and in words. */
  code: string;
  activityType: string;
  words: string;
};

export type PreviewRow = {
  line: number;
  name: string;
  company: string | null;
  /** "MQL 2018-02-01, Customer 2018-03-05" */
  stages: string;
  /** "3 × Viewed a page" */
  activities: string;
  more: string;
  problems: string[];
};

export type Preview = {
  columns: PreviewColumn[];
  /** Columns the mapping names that the file does not have. */
  missing: string[];
  rows: PreviewRow[];
  activityTypes: { key: string; label: string }[];
};

const ROWS = 10;
const SAMPLES = 3;

/** The beginning of an uploaded file as its mapping reads it; null where the file has no header. Throws `not_found`. */
export async function previewOf(viewer: Viewer, importId: string): Promise<Preview | null> {
  const { plan, preset } = await importView(db(), viewer, importId);
  if (!plan) return null;
  const [head, context, types] = await Promise.all([
    readHead(filePieces(importId), plan.options, ROWS),
    loadRunContext(),
    db().activityType.findMany({ orderBy: { position: "asc" }, select: { key: true, label: true } }),
  ]);
  if (!head) return null;
  const { columns } = head.header;
  const labels = new Map(types.map(({ key, label }) => [key, label]));
  const typeLabel = (key: string) => labels.get(key) ?? key;
  const targets = targetsOf(plan.mapping, columns);
  const interpret = interpreter(plan.mapping, columns, context);
  return {
    columns: columns.map((name, index) => ({
      name,
      samples: [...new Set(head.rows.map(({ cells }) => cellText(cells[index] ?? "")).filter(Boolean))].slice(
        0,
        SAMPLES,
      ),
      ...codeOfTargets(name, targets[index]!),
      words: wordsOfTargets(targets[index]!, typeLabel),
    })),
    // A preset that ships lists every name its product has for a column: most are missing, always.
    missing: shippedPreset(preset) ? [] : missingColumns(plan.mapping, columns),
    rows: head.rows.map((record) => {
      const read = interpret(record);
      if (read.ok) return rowOf(read.lead, context, typeLabel);
      const problems = read.problems.map(({ message }) => message);
      return {
        line: record.line,
        name: record.cells.join(", ").slice(0, 80),
        company: null,
        stages: "",
        activities: "",
        more: "",
        problems,
      };
    }),
    activityTypes: types,
  };
}

function rowOf(lead: ImportedLead, { zone }: RunContext, typeLabel: (key: string) => string): PreviewRow {
  const { firstName = null, lastName = null } = lead.fields;
  const named = { firstName, lastName, email: lead.email?.typed ?? null, externalId: lead.externalId };
  const stages = DATED_STAGES.flatMap((stage) => {
    const time = lead.told.times[stage];
    return time ? [`${STAGE_LABEL[stage]} ${dayOf(time.at, zone)}`] : [];
  });
  const { stage } = lead.told;
  if (
    stage &&
    ![...MILESTONES, "recycled", "disqualified"].some((told) => told === stage && told in lead.told.times)
  )
    stages.push(STAGE_LABEL[stage]);
  const counts = new Map<string, number>();
  for (const { type } of lead.activities) counts.set(type, (counts.get(type) ?? 0) + 1);
  const { source, channel } = lead.fields;
  return {
    line: lead.line,
    name: displayName({ ...named, company: lead.company?.name ?? null }),
    // An address alone finds a company, it makes none.
    company: lead.company && !lead.company.derived ? lead.company.name : null,
    stages: stages.join(", "),
    activities: [...counts]
      .map(([type, count]) => (count > 1 ? `${count} × ${typeLabel(type)}` : typeLabel(type)))
      .join(", "),
    more: [
      ...new Set([channel, source].filter(Boolean)),
      ...Object.entries(lead.custom).map(([field, value]) => `${field}: ${String(value)}`),
    ].join(" · "),
    problems: [],
  };
}
