"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { withBound } from "@/lib/scoring/edit";
import type { Criterion } from "@/lib/scoring/model";
import { NumberInput } from "./number-input";

type Part = keyof Criterion;

/** How each part begins its line, and what it asks when it is added. */
const PARTS: Record<Part, { label: string; short: string; first: number | "C" | 3 }> = {
  minEngagement: { label: "engagement at least", short: "engagement ≥", first: 35 },
  minEngagementBand: { label: "engagement band", short: "engagement", first: 3 },
  minFit: { label: "fit at least", short: "fit ≥", first: 10 },
  minFitBand: { label: "fit band", short: "fit", first: "C" },
  minTotal: { label: "total at least", short: "total ≥", first: 50 },
};

const FIT_PARTS: readonly Part[] = ["minFit", "minFitBand"];

type CriterionFieldsProps = {
  criterion: Criterion;
  hasFit: boolean;
  onChange: (criterion: Criterion) => void;
  onRemove: () => void;
};

/** One criterion as lines that must all hold: each part set, added and taken away in place. */
export function CriterionFields({ criterion, hasFit, onChange, onRemove }: CriterionFieldsProps) {
  const parts = (Object.keys(PARTS) as Part[]).filter((part) => criterion[part] !== undefined);
  const others = (Object.keys(PARTS) as Part[]).filter(
    (part) => !parts.includes(part) && (hasFit || !FIT_PARTS.includes(part)),
  );
  return (
    <div className="py-0.5">
      {parts.map((part, index) => (
        <div key={part} className="flex min-h-8 items-center gap-1">
          <span className="min-w-0 flex-1 truncate">
            {index > 0 && <span className="text-muted">and </span>}
            {PARTS[part].short}
          </span>
          <PartValue part={part} criterion={criterion} onChange={onChange} />
          {/* Without its last part a criterion would be met by everybody: it goes as a whole. */}
          <Button
            look="ghost"
            size="sm"
            shape="icon"
            aria-label={`Do not ask ${PARTS[part].label}`}
            onClick={() => (parts.length === 1 ? onRemove() : onChange(withBound(criterion, part, null)))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      {others.length > 0 && (
        <Select
          aria-label="Ask something more"
          value=""
          onChange={(event) => {
            const part = event.target.value as Part;
            if (event.target.value) onChange({ ...criterion, [part]: PARTS[part].first });
          }}
          className="w-28"
        >
          <option value="">and …</option>
          {others.map((part) => (
            <option key={part} value={part}>
              {PARTS[part].label}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}

function PartValue({
  part,
  criterion,
  onChange,
}: {
  part: Part;
  criterion: Criterion;
  onChange: (criterion: Criterion) => void;
}) {
  if (part === "minFitBand" || part === "minEngagementBand") {
    const bands = part === "minFitBand" ? ["A", "B", "C"] : [1, 2, 3];
    return (
      <Select
        aria-label={part === "minFitBand" ? "Fit band at least" : "Engagement band at least"}
        value={String(criterion[part])}
        onChange={(event) =>
          onChange({
            ...criterion,
            [part]: part === "minFitBand" ? event.target.value : Number(event.target.value),
          })
        }
        className="w-27 shrink-0 pointer-coarse:w-34"
      >
        {bands.map((band, index) => (
          <option key={band} value={band}>
            {index === 0 ? band : `${band} or better`}
          </option>
        ))}
      </Select>
    );
  }
  const { label } = PARTS[part];
  return (
    <NumberInput
      label={`${label.charAt(0).toUpperCase()}${label.slice(1)}`}
      min={-10_000}
      max={10_000}
      value={criterion[part] ?? 0}
      onChange={(points) => onChange({ ...criterion, [part]: points ?? 0 })}
    />
  );
}
