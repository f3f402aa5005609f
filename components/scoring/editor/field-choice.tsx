"use client";

import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ACTIVITY_FIELDS, CUSTOM_PREFIXES, LEAD_FIELDS, PROPERTY_PREFIX } from "@/lib/conditions/fields";

export type FieldKind = "lead" | "activity";

/** Fields that are named by a key of their own behind these prefixes. */
const PREFIXES: Record<FieldKind, readonly { prefix: string; label: string }[]> = {
  lead: [
    { prefix: CUSTOM_PREFIXES[0], label: "custom field …" },
    { prefix: CUSTOM_PREFIXES[1], label: "company’s custom field …" },
  ],
  activity: [{ prefix: PROPERTY_PREFIX, label: "property …" }],
};

const NAMED: Record<FieldKind, Readonly<Record<string, string>>> = {
  lead: LEAD_FIELDS,
  activity: {
    [`${PROPERTY_PREFIX}path`]: "path",
    [`${PROPERTY_PREFIX}depth`]: "funnel depth",
    ...ACTIVITY_FIELDS,
  },
};

/** Which field a test looks at: one of the known, or a custom one by its key. */
export function FieldChoice({
  field,
  of,
  onChange,
}: {
  field: string;
  of: FieldKind;
  onChange: (field: string) => void;
}) {
  const named = NAMED[of];
  const custom = Object.hasOwn(named, field)
    ? undefined
    : PREFIXES[of].find(({ prefix }) => field.startsWith(prefix));
  return (
    <>
      <Select
        aria-label="Field"
        value={custom ? custom.prefix : field}
        onChange={(event) => onChange(event.target.value)}
        className="w-40"
      >
        {Object.entries(named).map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
        {PREFIXES[of].map(({ prefix, label }) => (
          <option key={prefix} value={prefix}>
            {label}
          </option>
        ))}
      </Select>
      {custom && (
        <Input
          aria-label="Key of the field"
          placeholder="key"
          maxLength={60}
          value={field.slice(custom.prefix.length)}
          onChange={(event) => onChange(`${custom.prefix}${event.target.value}`)}
          className="w-28"
        />
      )}
    </>
  );
}
