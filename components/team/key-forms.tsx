"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { errorOf, summaryOf, typedIn } from "@/lib/platform/web/form-result";
import { createApiKey, createWriteKey } from "@/lib/team/actions";
import { CopyLink } from "./copy-link";

const SCOPES = [
  { scope: "read", label: "Read" },
  { scope: "write", label: "Read and write" },
  { scope: "admin", label: "Everything" },
];

/** Makes an API key and shows it, once. */
export function ApiKeyForm() {
  const [result, action] = useActionState(createApiKey, null);
  return (
    <div className="flex flex-col gap-3">
      <form action={action} className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_12rem_auto] sm:items-start">
        <ErrorSummary message={summaryOf(result, ["name", "scope"])} className="sm:col-span-3" />
        <Field label="What is it for?" name="name" error={errorOf(result, "name")} required>
          {(control) => (
            <Input
              {...control}
              maxLength={80}
              autoComplete="off"
              placeholder="Website forms"
              defaultValue={typedIn(result, "name")}
            />
          )}
        </Field>
        <Field label="It may" name="scope" error={errorOf(result, "scope")} required>
          {(control) => (
            <Select {...control} defaultValue={typedIn(result, "scope", "write")}>
              {SCOPES.map(({ scope, label }) => (
                <option key={scope} value={scope}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <SubmitButton className="sm:mt-5.5">Make a key</SubmitButton>
      </form>
      {result?.ok && (
        <Notice tone="good">
          <p className="mb-2">Copy the key now: only a fingerprint of it is kept.</p>
          <CopyLink label="API key" value={result.value.key} />
        </Notice>
      )}
    </div>
  );
}

/** Makes a write key. */
export function WriteKeyForm() {
  const [result, action] = useActionState(createWriteKey, null);
  return (
    <form action={action} className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
      <ErrorSummary message={summaryOf(result, ["name"])} className="sm:col-span-2" />
      <Field label="Which site or app sends events?" name="name" error={errorOf(result, "name")} required>
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            autoComplete="off"
            placeholder="www.company.com"
            defaultValue={typedIn(result, "name")}
          />
        )}
      </Field>
      <SubmitButton look="secondary" className="sm:mt-5.5">
        Make a write key
      </SubmitButton>
    </form>
  );
}
