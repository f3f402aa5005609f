"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button, buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { toastProblem, toastUndo } from "@/components/ui/toast";
import { keepPins, throwDraftAway } from "@/lib/scoring/actions";
import { differences } from "@/lib/scoring/diff";
import { namesList, newId, withList } from "@/lib/scoring/edit";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { MOST_PINS } from "@/lib/scoring/pins";
import { Findings, Refusal } from "./findings";
import { GroupList } from "./group-list";
import { NamedLists } from "./list-dialog";
import { MergePanel } from "./merge-panel";
import { NewList } from "./new-list";
import { PinnedLeads } from "./pinned-leads";
import type { PreviewView } from "./preview-view";
import { PublishDialog } from "./publish-dialog";
import { QuietInput } from "./quiet-input";
import { RuleList } from "./rule-list";
import { ThresholdHistogram } from "./threshold-histogram";
import { Thresholds } from "./thresholds";
import type { ActivityTypeChoice } from "./type-choice";
import { type DraftStatus, useDraft } from "./use-draft";
import { usePreview } from "./use-preview";
import { useVocabulary } from "./use-vocabulary";

export type ScoringEditorProps = {
  draft: { document: ScoringModelDocument; revision: number };
  published: { document: ScoringModelDocument; version: number };
  firstPreview: PreviewView;
  types: readonly ActivityTypeChoice[];
  /** The name of who looks at it. */
  approver: string;
  /** Fields that the definition in force asks of every MQL, in words. */
  required: readonly string[];
  editable: boolean;
};

/** Where it stands what keeps the draft from being saved. */
const TROUBLE = "draft-trouble";

/** Groups with their caps at the left, the rules as sentences in the middle, what they do to real leads at the right. */
export function ScoringEditor({
  draft,
  published,
  firstPreview,
  types,
  approver,
  required,
  editable,
}: ScoringEditorProps) {
  const { document, revision, status, change, takeTheirs, keepMerged } = useDraft(draft, published.version);
  const [pins, setPins] = useState<readonly string[]>(() => firstPreview.leads.map(({ id }) => id));
  const [chosen, setChosen] = useState<string | null>(pins[0] ?? null);
  const [publishing, setPublishing] = useState(false);
  const { view, state } = usePreview(firstPreview, document, pins);
  const closePublishing = useCallback(() => setPublishing(false), []);
  const vocabulary = useVocabulary(types);
  const changes = differences(published.document, document, vocabulary);
  const lead = view.leads.find(({ id }) => id === chosen) ?? view.leads[0] ?? null;
  const part = { document, editable, onChange: change };

  // After somebody else's publish the page still compares with the version before: it is read again once all is kept.
  const router = useRouter();
  const isOutdated = useRef(false);
  useEffect(() => {
    if (status.kind === "conflict") isOutdated.current ||= status.theirs.did === "published";
    if (status.kind !== "kept" || !isOutdated.current) return;
    isOutdated.current = false;
    router.refresh();
  }, [status, router]);

  async function pin(next: readonly string[]) {
    setPins(next);
    const result = await keepPins({ leadIds: [...next] });
    if (!result.ok) toastProblem("The pins were not kept", result.message);
  }

  async function discard() {
    const result = await throwDraftAway({});
    if (!result.ok) return toastProblem("The draft stays", result.message);
    takeTheirs({ document: published.document, revision: 0 });
    return toastUndo("Draft discarded", () => change(document));
  }

  const trouble = status.kind === "refused" ? "See why" : status.kind === "conflict" ? "Merge …" : null;

  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <div className="sticky top-12 z-10 flex min-h-11 items-center gap-2 border-b border-line bg-background px-4 py-1.5 md:px-6">
        <p className="min-w-0 flex-1 text-sm text-pretty text-muted" aria-live="polite">
          {statusWords(status, changes.length, published.version, editable)}
        </p>
        {editable && (
          <>
            {/* Not while a save is under way: it would bring back what is thrown away. */}
            {revision > 0 && (
              <Button
                look="ghost"
                disabled={status.kind === "editing" || status.kind === "keeping"}
                onClick={discard}
              >
                Discard draft
              </Button>
            )}
            {trouble ? (
              // What keeps the draft from being saved stands at the top, and one edits far below it.
              <a href={`#${TROUBLE}`} className={buttonLook({ look: "primary" })}>
                {trouble}
              </a>
            ) : (
              <Button
                look="primary"
                disabled={changes.length === 0 || status.kind !== "kept" || state !== "current"}
                onClick={() => setPublishing(true)}
              >
                Publish …
              </Button>
            )}
          </>
        )}
      </div>
      {trouble && (
        <div id={TROUBLE} className="scroll-mt-24 border-b border-line px-4 py-4 md:px-6">
          {status.kind === "refused" && <Refusal {...status} document={document} />}
          {status.kind === "conflict" && (
            <MergePanel
              key={status.theirs.revision}
              base={status.base}
              mine={document}
              theirs={status.theirs}
              vocabulary={vocabulary}
              onMerge={(merged) => keepMerged(merged, status.theirs)}
              onTheirs={() => {
                takeTheirs(status.theirs);
                toastUndo("Your changes were dropped", () => change(document));
              }}
            />
          )}
        </div>
      )}
      <div className="grid flex-1 grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_23rem] xl:grid-cols-[15.5rem_minmax(0,1fr)_25rem]">
        <div className="space-y-6 border-line px-4 py-5 max-xl:border-b md:px-6 lg:max-xl:col-span-2 lg:max-xl:grid lg:max-xl:grid-cols-3 lg:max-xl:gap-8 xl:sticky xl:top-23 xl:max-h-[calc(100dvh-5.75rem)] xl:self-start xl:overflow-y-auto xl:pr-4">
          <ModelName {...part} />
          <GroupList {...part} lead={lead} sample={view.sample} />
          <Thresholds {...part} required={required} />
          <div>
            <NamedLists {...part} isNamed={(listId) => namesList(document, listId)} />
            {editable && (
              <NewList
                onAdd={(list) =>
                  change(withList(document, { ...list, id: newId(list.label, document.lists), entries: [] }))
                }
              />
            )}
          </div>
        </div>
        <div className="min-w-0 space-y-4 border-line px-4 py-5 md:px-6 xl:border-l">
          <Findings findings={view.findings} />
          <RuleList {...part} published={published.document} types={types} findings={view.findings} />
        </div>
        <div
          className={cn(
            "border-line px-4 py-5 transition-opacity max-lg:order-first max-lg:border-b md:px-6 lg:border-l lg:px-5",
            state === "asking" && "opacity-70",
          )}
          aria-busy={state === "asking"}
        >
          <div className="space-y-6 lg:sticky lg:top-27 lg:max-h-[calc(100dvh-6.75rem)] lg:overflow-y-auto">
            {state === "failed" && <p className="text-sm text-bad">The preview did not answer.</p>}
            {state === "refused" && (
              <p className="text-sm text-muted">As it was before the last change, which cannot be saved.</p>
            )}
            <ThresholdHistogram {...part} published={published.document} sample={view.sample} />
            <PinnedLeads
              leads={view.leads}
              chosen={chosen}
              onChoose={setChosen}
              onPin={(id) => {
                setChosen(id);
                void pin([...pins.filter((other) => other !== id), id].slice(-MOST_PINS));
              }}
              onUnpin={(id) => void pin(pins.filter((other) => other !== id))}
            />
          </div>
        </div>
      </div>
      {publishing && (
        <PublishDialog
          nextVersion={published.version + 1}
          revision={revision}
          approver={approver}
          changes={changes}
          findings={view.findings}
          onClose={closePublishing}
        />
      )}
    </div>
  );
}

function ModelName({
  document,
  editable,
  onChange,
}: {
  document: ScoringModelDocument;
  editable: boolean;
  onChange: (document: ScoringModelDocument) => void;
}) {
  if (!editable) return null;
  return (
    <QuietInput
      label="Name of the model"
      value={document.name}
      onCommit={(name) => onChange({ ...document, name })}
      className="font-semibold"
    />
  );
}

function statusWords(status: DraftStatus, changes: number, version: number, editable: boolean): string {
  if (!editable && changes === 0) return `This is version ${version}, in force.`;
  if (changes === 0 && status.kind === "kept")
    return `Version ${version} stays in force until you publish a change.`;
  const draft = changes === 1 ? "Draft with 1 change" : `Draft with ${changes} changes`;
  switch (status.kind) {
    case "kept":
      return `${draft} to version ${version} · saved`;
    case "editing":
    case "keeping":
      return `${draft} to version ${version} · saving …`;
    case "refused":
    case "conflict":
      return `${draft} to version ${version} · not saved`;
  }
}
