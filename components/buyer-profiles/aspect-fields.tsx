"use client";

import { Trash2 } from "lucide-react";
import { LeadConditionFields } from "@/components/scoring/editor/condition-fields";
import type { ActivityTypeChoice } from "@/components/scoring/editor/type-choice";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { withEssential } from "@/lib/buyer-profiles/edit";
import type { Aspect } from "@/lib/buyer-profiles/profile";
import type { NamedList } from "@/lib/conditions/lists";

/** One aspect: what it is called, whether it is a must, and by what a lead shows it. */
export function AspectFields({
  aspect,
  lists,
  types,
  finding,
  onChange,
  onRemove,
}: {
  aspect: Aspect;
  lists: readonly NamedList[];
  types: readonly ActivityTypeChoice[];
  finding: string | undefined;
  onChange: (aspect: Aspect) => void;
  onRemove: () => void;
}) {
  return (
    <fieldset className="min-w-0 rounded-md border border-line bg-surface p-3">
      <legend className="sr-only">{aspect.label}</legend>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Input
          aria-label="Name of the aspect"
          value={aspect.label}
          maxLength={120}
          onChange={(event) => onChange({ ...aspect, label: event.target.value })}
          className="min-w-40 flex-1"
        />
        <Checkbox
          label="a must"
          checked={aspect.essential ?? false}
          onChange={(event) => onChange(withEssential(aspect, event.target.checked))}
        />
        <Button look="ghost" size="sm" shape="icon" aria-label={`Remove ${aspect.label}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      </div>
      <LeadConditionFields
        condition={aspect.when}
        lists={lists}
        types={types}
        onChange={(when) => when && onChange({ ...aspect, when })}
      />
      {finding && <p className="mt-1 text-xs text-warn">{finding}</p>}
    </fieldset>
  );
}
