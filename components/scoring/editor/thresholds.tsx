"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { criterionWords } from "@/lib/scoring/criterion-words";
import { withCriterion, withNewCriterion, withoutCriterion } from "@/lib/scoring/edit";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { CriterionFields } from "./criterion-fields";
import { NumberInput } from "./number-input";

type PartProps = {
  document: ScoringModelDocument;
  editable: boolean;
  onChange: (document: ScoringModelDocument) => void;
};

type ThresholdsProps = PartProps & {
  /** What else an MQL needs by the definition in force, in words: "e-mail". */
  required: readonly string[];
};

/** Where the lines are: MQL, hot, and where the bands of the grade begin. */
export function Thresholds({ required, ...part }: ThresholdsProps) {
  return (
    <section className="space-y-3">
      <h2 className="text-sm font-semibold">Lines</h2>
      <Criteria {...part} line="mql" title="MQL when" />
      <AtOnce document={part.document} />
      {required.length > 0 && (
        <p className="text-xs text-muted">
          An MQL also needs its {required.join(", ")}, as the{" "}
          <Link href="/definitions" className="underline underline-offset-2">
            definition
          </Link>{" "}
          asks.
        </p>
      )}
      <Criteria {...part} line="hot" title="Hot, to sales at once, when" />
      <BandLines {...part} />
    </section>
  );
}

function Criteria({
  document,
  editable,
  onChange,
  line,
  title,
}: PartProps & { line: "mql" | "hot"; title: string }) {
  return (
    <div className="text-sm">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      {document[line].length === 0 && <p className="text-muted">never by score</p>}
      {document[line].map((criterion, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a criterion is its place
        <div key={index}>
          {index > 0 && <p className="text-xs font-medium text-muted">or when</p>}
          {editable ? (
            <CriterionFields
              criterion={criterion}
              hasFit={document.bands.fit !== null}
              onChange={(next) => onChange(withCriterion(document, line, index, next))}
              onRemove={() => onChange(withoutCriterion(document, line, index))}
            />
          ) : (
            <p>{criterionWords(criterion)}</p>
          )}
        </div>
      ))}
      {editable && (
        <Button
          look="ghost"
          size="sm"
          className="-ml-2"
          onClick={() => onChange(withNewCriterion(document, line, { minEngagement: 35 }))}
        >
          <Plus aria-hidden /> {document[line].length === 0 ? "A score" : "Or when …"}
        </Button>
      )}
    </div>
  );
}

const TRIGGER_WORDS = { "hand-raise": "asks to talk to sales", pql: "uses the product" } as const;

/** Rules that qualify by themselves; each is edited where it stands. */
function AtOnce({ document: { rules } }: { document: ScoringModelDocument }) {
  const triggers = rules.filter((rule) => rule.kind === "engagement" && rule.trigger !== undefined);
  if (triggers.length === 0) return null;
  return (
    <div className="text-sm">
      <h3 className="text-xs font-medium text-muted">Or at once, when it</h3>
      <ul>
        {triggers.map((rule) => (
          <li key={rule.id}>
            <a href={`#rule-${rule.id}`} className="underline-offset-2 hover:underline">
              {rule.kind === "engagement" && rule.trigger ? TRIGGER_WORDS[rule.trigger] : ""}
            </a>
            <span className="text-muted">: {rule.label}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const FIRST_FIT_BANDS = { A: 30, B: 20, C: 10 };

function BandLines({ document, editable, onChange }: PartProps) {
  const { bands, range } = document;
  const { fit, engagement } = bands;
  const cell = (label: string, value: number, put: (value: number) => void) => (
    <span key={label} className="inline-flex items-center gap-1">
      <span className="text-xs font-semibold text-muted">{label}</span>
      <NumberInput
        label={`Band ${label} from`}
        min={-10_000}
        max={10_000}
        value={value}
        disabled={!editable}
        onChange={(next) => put(next ?? 0)}
        className="w-10"
      />
    </span>
  );
  const edge = (of: "min" | "max", label: string) => (
    <NumberInput
      label={label}
      min={-10_000}
      max={10_000}
      value={range[of]}
      disabled={!editable}
      onChange={(next) => onChange({ ...document, range: { ...range, [of]: next ?? 0 } })}
    />
  );
  return (
    <div className="text-sm">
      <h3 className="text-xs font-medium text-muted">Grades begin at</h3>
      {fit && (
        <div className="flex justify-between gap-1 py-0.5">
          {(["A", "B", "C"] as const).map((band) =>
            cell(band, fit[band], (value) =>
              onChange({ ...document, bands: { ...bands, fit: { ...fit, [band]: value } } }),
            ),
          )}
        </div>
      )}
      <div className="flex justify-between gap-1 py-0.5">
        {([1, 2, 3] as const).map((band) =>
          cell(String(band), engagement[band], (value) =>
            onChange({ ...document, bands: { ...bands, engagement: { ...engagement, [band]: value } } }),
          ),
        )}
      </div>
      {editable && (
        <Button
          look="ghost"
          size="sm"
          className="-ml-2"
          onClick={() => onChange({ ...document, bands: { ...bands, fit: fit ? null : FIRST_FIT_BANDS } })}
        >
          {fit ? "Without fit bands" : "With fit bands"}
        </Button>
      )}
      <h3 className="mt-2 text-xs font-medium text-muted">Scores run</h3>
      <div className="flex items-center gap-1.5 py-0.5 text-muted">
        from {edge("min", "Lowest score")} to {edge("max", "Highest score")}
      </div>
    </div>
  );
}
