"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { radioLook } from "@/components/ui/radio-group";
import type { Vocabulary } from "@/lib/conditions/words";
import { type Difference, differences } from "@/lib/scoring/diff";
import { type Choices, type Clash, mergeDrafts, type Side } from "@/lib/scoring/merge";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import type { Theirs } from "./use-draft";

type MergePanelProps = {
  base: ScoringModelDocument;
  mine: ScoringModelDocument;
  theirs: Theirs;
  vocabulary: Vocabulary;
  onMerge: (merged: ScoringModelDocument) => void;
  onTheirs: () => void;
};

/** Two people changed one draft: what each did goes together; where both changed the same, the person says whose goes on. */
export function MergePanel({ base, mine, theirs, vocabulary, onMerge, onTheirs }: MergePanelProps) {
  const [choices, setChoices] = useState<Choices>({});
  const { document, clashes, settled } = mergeDrafts(
    { base, mine, theirs: theirs.document },
    choices,
    vocabulary,
  );
  const asked = new Set(clashes.flatMap(({ ruleId }) => ruleId ?? []));
  const changesOf = (side: ScoringModelDocument) =>
    differences(base, side, vocabulary).filter(({ ruleId }) => ruleId === undefined || !asked.has(ruleId));
  const who = theirs.by ?? "Somebody else";
  const chooseAll = (side: Side) => setChoices(Object.fromEntries(clashes.map(({ key }) => [key, side])));
  return (
    <section
      aria-label="Two drafts to merge"
      className="max-w-4xl space-y-3 rounded-lg border border-warn bg-surface p-4 text-sm"
    >
      <header>
        <h2 className="font-semibold">{titleOf(theirs, who)}</h2>
        <p className="text-muted" role="status">
          {clashes.length === 0
            ? "Your changes and theirs do not touch: both go in."
            : `${clashes.length === 1 ? "One thing was" : `${clashes.length} things were`} changed by both. Say whose goes on; everything else of both goes in.`}
        </p>
      </header>
      {clashes.map((clash) => (
        <ClashChoice
          key={clash.key}
          clash={clash}
          who={who}
          chosen={choices[clash.key]}
          onChoose={(side) => setChoices({ ...choices, [clash.key]: side })}
        />
      ))}
      {clashes.length > 1 && (
        <div className="-ml-2 flex flex-wrap gap-1">
          <Button look="ghost" size="sm" onClick={() => chooseAll("mine")}>
            Mine everywhere
          </Button>
          <Button look="ghost" size="sm" onClick={() => chooseAll("theirs")}>
            Theirs everywhere
          </Button>
        </div>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Changes title="Yours" changes={changesOf(mine)} />
        <Changes title={theirs.by ?? "Theirs"} changes={changesOf(theirs.document)} />
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-3">
        <Button look="ghost" onClick={onTheirs}>
          Drop mine
        </Button>
        <Button look="primary" disabled={!settled} onClick={() => onMerge(document)}>
          Save both merged
        </Button>
      </div>
    </section>
  );
}

function titleOf({ did }: Theirs, who: string): string {
  switch (did) {
    case "changed":
      return `${who} changed this draft while you did`;
    case "published":
      return "A new version was published while you edited";
    case "discarded":
      return "Somebody discarded this draft while you edited";
  }
}

function ClashChoice({
  clash,
  who,
  chosen,
  onChoose,
}: {
  clash: Clash;
  who: string;
  chosen: Side | undefined;
  onChoose: (side: Side) => void;
}) {
  return (
    <fieldset className="min-w-0 rounded-md border border-line px-3 pb-2">
      <legend className="px-1 font-medium">{clash.about}</legend>
      <p className="text-xs text-muted">Before: {clash.base ?? "not there"}</p>
      {(["mine", "theirs"] as const).map((side) => (
        <label
          key={side}
          className="mt-1.5 flex min-h-6 items-start gap-2 pointer-coarse:mt-0 pointer-coarse:py-3"
        >
          <input
            type="radio"
            name={clash.key}
            value={side}
            checked={chosen === side}
            onChange={() => onChoose(side)}
            className={`mt-0.5 ${radioLook}`}
          />
          <span className="min-w-0">
            <span className="font-medium">{side === "mine" ? "Mine" : who}:</span> {clash[side] ?? "removed"}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Changes({ title, changes }: { title: string; changes: readonly Difference[] }) {
  if (changes.length === 0) return null;
  return (
    <div>
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      <ul className="mt-1 space-y-1">
        {changes.map(({ words }) => (
          <li key={words} className="border-l-2 border-line-strong pl-2">
            {words}
          </li>
        ))}
      </ul>
    </div>
  );
}
