import { columnKey, type Preset } from "../mapping";
import { hubspotContacts } from "./hubspot-contacts";
import { marketoLeads } from "./marketo-leads";
import { mauticContacts } from "./mautic-contacts";
import { olistDeals } from "./olist-deals";
import { olistMqls } from "./olist-mqls";
import { pipedriveLeads } from "./pipedrive-leads";
import { salesforceLeads } from "./salesforce-leads";

/** The presets that ship as data. `generic` is no document: its mapping is guessed from the file. */
export const PRESETS: readonly Preset[] = [
  hubspotContacts,
  salesforceLeads,
  pipedriveLeads,
  marketoLeads,
  mauticContacts,
  olistMqls,
  olistDeals,
];

export const GENERIC = "generic";

export function shippedPreset(key: string): Preset | null {
  return PRESETS.find((preset) => preset.key === key) ?? null;
}

/** The preset that knows the header best: of those whose telling columns it all has, the one that asks for most. */
export function recognise(columns: readonly string[], presets: readonly Preset[]): Preset | null {
  const present = new Set(columns.map(columnKey));
  const fitting = ({ recognisedBy }: Preset) =>
    Math.max(
      0,
      ...recognisedBy
        .filter((names) => names.every((name) => present.has(columnKey(name))))
        .map((names) => names.length),
    );
  const [best] = presets
    .map((preset) => ({ preset, columns: fitting(preset) }))
    .filter(({ columns }) => columns > 0)
    .sort((a, b) => b.columns - a.columns);
  return best?.preset ?? null;
}
