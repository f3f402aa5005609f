"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { dropAsset, keepAsset } from "@/lib/assets/actions";
import { DEPTH_LABEL, DEPTHS } from "@/lib/assets/asset";

export type AssetFormValues = {
  id?: string;
  version?: number;
  name: string;
  pattern: string;
  tags: string;
  depth: string;
};

/** One entry of the catalogue, new or there already. */
export function AssetForm({ asset }: { asset: AssetFormValues }) {
  const [result, submit] = useActionState(keepAsset, null);
  const failure = result && !result.ok ? result : null;
  const values = failure ? { ...asset, ...failure.values } : asset;
  const errorAt = (field: string) => failure?.errors.find(({ path }) => path.startsWith(field))?.message;
  return (
    <form action={submit} className="space-y-3 rounded-lg border border-line bg-surface p-4">
      <h2 className="text-sm font-semibold">{asset.id ? `Change ${asset.name}` : "Add an asset"}</h2>
      {asset.id && <input type="hidden" name="id" value={asset.id} />}
      {asset.version && <input type="hidden" name="version" value={asset.version} />}
      <Field
        label="Name"
        name="name"
        required
        hint="As activities name it: the title of the document, webinar or event."
        error={errorAt("name")}
      >
        {(control) => <Input {...control} maxLength={200} defaultValue={String(values.name)} />}
      </Field>
      <Field
        label="Path"
        name="pattern"
        optional
        hint="* stands for any text: /blog/*"
        error={errorAt("pattern")}
      >
        {(control) => <Input {...control} maxLength={200} defaultValue={String(values.pattern)} />}
      </Field>
      <Field
        label="What it is about"
        name="tags"
        optional
        hint="Separated by commas."
        error={errorAt("tags")}
      >
        {(control) => (
          <Input {...control} maxLength={1000} placeholder="audit, erp" defaultValue={String(values.tags)} />
        )}
      </Field>
      <Field label="Speaks to" name="depth" error={errorAt("depth")}>
        {(control) => (
          <Select {...control} defaultValue={String(values.depth)}>
            <option value="">anybody</option>
            {DEPTHS.map((depth) => (
              <option key={depth} value={depth}>
                {DEPTH_LABEL[depth]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {failure && failure.errors.length === 0 && <ErrorSummary message={failure.message} />}
      <div className="flex flex-wrap gap-2">
        <SubmitButton look="primary">{asset.id ? "Save" : "Add"}</SubmitButton>
        {asset.id && (
          <>
            <LinkButton href="/scoring/assets" look="ghost">
              Cancel
            </LinkButton>
            <Button look="ghost" onClick={() => void dropAsset({ id: asset.id! })}>
              Remove
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
