"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { NamedLists } from "@/components/scoring/editor/list-dialog";
import { NewList } from "@/components/scoring/editor/new-list";
import type { ActivityTypeChoice } from "@/components/scoring/editor/type-choice";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toastProblem } from "@/components/ui/toast";
import { throwProfileDraftAway } from "@/lib/buyer-profiles/actions";
import { profileDifferences } from "@/lib/buyer-profiles/diff";
import {
  withAspect,
  withNewAspect,
  withNewList,
  withoutAspect,
  withPortrait,
} from "@/lib/buyer-profiles/edit";
import { lintProfile } from "@/lib/buyer-profiles/lint";
import { AREA_LABEL, AREAS, type BuyerProfileDocument } from "@/lib/buyer-profiles/profile";
import { useVocabulary } from "../scoring/editor/use-vocabulary";
import { AspectFields } from "./aspect-fields";
import { PublishProfile } from "./publish-profile";
import { type ProfileDraftStatus, useProfileDraft } from "./use-profile-draft";

type ProfileEditorProps = {
  id: string;
  draft: { document: BuyerProfileDocument; revision: number };
  /** The newest published version; null before the first. */
  published: { document: BuyerProfileDocument; version: number } | null;
  people: readonly { id: string; name: string }[];
  viewerId: string;
  types: readonly ActivityTypeChoice[];
};

/** A profile as one writes it: the page it will be, with a field in each place. */
export function ProfileEditor({ id, draft, published, people, viewerId, types }: ProfileEditorProps) {
  const { document, revision, status, change, save, take } = useProfileDraft(id, draft);
  const [publishing, setPublishing] = useState(false);
  const vocabulary = useVocabulary(types);
  const findings = lintProfile(document);
  const refused = findings.some(({ level }) => level === "error");
  const changes = published ? profileDifferences(published.document, document, vocabulary) : [];
  const nextVersion = (published?.version ?? 0) + 1;

  async function discard() {
    const result = await throwProfileDraftAway({ id });
    // On success the action goes to the list.
    if (result && !result.ok) toastProblem("The draft stays", result.message);
  }

  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <div className="sticky top-12 z-10 flex min-h-11 flex-wrap items-center gap-2 border-b border-line bg-background px-4 py-1.5 md:px-6">
        <p className="min-w-0 flex-1 text-sm text-pretty text-muted" aria-live="polite">
          {status.kind === "saved" && revision === 0 && published
            ? `This is version ${published.version}. A change begins a draft.`
            : STATUS[status.kind]}
        </p>
        <LinkButton href={published ? `/scoring/profiles/${id}` : "/scoring/profiles"} look="ghost" size="sm">
          Back
        </LinkButton>
        {revision > 0 && (
          <Button look="ghost" size="sm" disabled={status.kind === "saving"} onClick={discard}>
            Discard draft
          </Button>
        )}
        <Button
          size="sm"
          disabled={status.kind === "saved" || status.kind === "saving" || status.kind === "conflict"}
          onClick={() => void save()}
        >
          Save draft
        </Button>
        <Button
          look="primary"
          size="sm"
          disabled={
            status.kind !== "saved" ||
            revision === 0 ||
            refused ||
            (published !== null && changes.length === 0)
          }
          onClick={() => setPublishing(true)}
        >
          Publish …
        </Button>
      </div>
      <div className="mx-auto grid w-full max-w-6xl gap-8 px-4 py-6 md:px-6 lg:grid-cols-[minmax(0,1fr)_15rem]">
        <div className="min-w-0 space-y-6">
          <h1 className="sr-only">Write the profile {document.name}</h1>
          <Trouble status={status} onTheirs={take} onMine={(over) => void save(over)} />
          {findings
            .filter(({ aspectId }) => aspectId === undefined)
            .map(({ code, message }) => (
              <Notice key={code} tone="warn">
                {message}
              </Notice>
            ))}
          <Field label="Name" name="name" required>
            {(control) => (
              <Input
                {...control}
                maxLength={120}
                value={document.name}
                onChange={(event) => change({ ...document, name: event.target.value })}
              />
            )}
          </Field>
          <Field label="Who this is, in a sentence" name="summary" required>
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                maxLength={300}
                value={document.summary}
                onChange={(event) => change({ ...document, summary: event.target.value })}
              />
            )}
          </Field>
          {AREAS.map((area) => (
            <section key={area} aria-labelledby={`edit-${area}`} className="space-y-2">
              <h2 id={`edit-${area}`} className="text-base font-semibold">
                {AREA_LABEL[area]}
              </h2>
              <Textarea
                aria-label={`${AREA_LABEL[area]}, in words`}
                placeholder="What a colleague should know, in a sentence or two"
                rows={2}
                maxLength={1000}
                value={document.portrait[area] ?? ""}
                onChange={(event) => change(withPortrait(document, area, event.target.value))}
              />
              {document.aspects
                .filter((aspect) => aspect.area === area)
                .map((aspect) => (
                  <AspectFields
                    key={aspect.id}
                    aspect={aspect}
                    lists={document.lists}
                    types={types}
                    finding={findings.find(({ aspectId }) => aspectId === aspect.id)?.message}
                    onChange={(next) => change(withAspect(document, next))}
                    onRemove={() => change(withoutAspect(document, aspect.id))}
                  />
                ))}
              <Button
                look="ghost"
                size="sm"
                className="-ml-2"
                onClick={() => change(withNewAspect(document, area))}
              >
                <Plus aria-hidden /> Something a lead shows
              </Button>
            </section>
          ))}
        </div>
        <aside className="space-y-2 lg:sticky lg:top-28 lg:self-start">
          <NamedLists document={document} editable onChange={change} />
          <NewList onAdd={(list) => change(withNewList(document, list))} />
        </aside>
      </div>
      {publishing && (
        <PublishProfile
          id={id}
          revision={revision}
          nextVersion={nextVersion}
          changes={changes}
          people={people}
          viewerId={viewerId}
          onClose={() => setPublishing(false)}
        />
      )}
    </div>
  );
}

const STATUS: Record<ProfileDraftStatus["kind"], string> = {
  saved: "Saved. Nobody is compared with a draft.",
  changed: "Not saved yet. Ctrl+S saves.",
  saving: "Saving …",
  refused: "Not saved",
  conflict: "Not saved",
};

function Trouble({
  status,
  onTheirs,
  onMine,
}: {
  status: ProfileDraftStatus;
  onTheirs: (theirs: { document: BuyerProfileDocument; revision: number }) => void;
  onMine: (overRevision: number) => void;
}) {
  if (status.kind === "refused") return <Notice tone="bad">Not saved: {status.message}</Notice>;
  if (status.kind !== "conflict") return null;
  const { theirs } = status;
  return (
    <Notice
      tone="warn"
      action={
        <span className="flex shrink-0 gap-1.5">
          {theirs && (
            <Button size="sm" onClick={() => onTheirs(theirs)}>
              Take theirs
            </Button>
          )}
          <Button size="sm" onClick={() => onMine(theirs?.revision ?? 0)}>
            Go on with mine
          </Button>
        </span>
      }
    >
      {theirs
        ? "Somebody else changed this draft since you loaded it. Yours is not saved."
        : "Somebody else published or discarded this draft. Yours is not saved."}
    </Notice>
  );
}
