"use client";

import { type ReactNode, useActionState, useId } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field, type FieldControl } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { addLead } from "@/lib/leads/actions";
import type { CompanyChoice, LeadChoices } from "@/lib/leads/queries/choices";

type AddLeadFormProps = { choices: LeadChoices; companies: readonly CompanyChoice[]; currency: string };

/** A lead by hand: who it is, where it comes from, which company. Only one thing that tells who it is is needed. */
export function AddLeadForm({ choices, companies, currency }: AddLeadFormProps) {
  const [result, submit] = useActionState(addLead, null);
  const failed = result?.ok === false ? result : null;
  const id = useId();
  const field = (
    name: string,
    label: string,
    more: {
      hint?: string;
      className?: string;
      type?: string;
      list?: string;
      autoComplete?: string;
      inputMode?: "numeric";
    } = {},
  ) => {
    const { hint, className, ...input } = more;
    const typed = failed?.values[name];
    return (
      <Field
        label={label}
        name={name}
        error={failed?.errors.find((error) => error.path === name)?.message}
        {...(hint ? { hint } : {})}
        {...(className ? { className } : {})}
      >
        {(control: FieldControl) => (
          <Input
            {...control}
            {...input}
            defaultValue={typeof typed === "string" ? typed : ""}
            autoComplete={input.autoComplete ?? "off"}
          />
        )}
      </Field>
    );
  };
  return (
    <form action={submit} className="max-w-2xl space-y-8">
      <ErrorSummary message={failed?.message} />
      <Group title="Person" hint="An e-mail makes the lead unique; a name or a company is enough.">
        {field("firstName", "First name")}
        {field("lastName", "Last name")}
        {field("email", "E-mail", { type: "email" })}
        {field("phone", "Phone", { type: "tel" })}
        {field("title", "Job title")}
        {field("country", "Country")}
      </Group>
      <Group title="Company" hint="Found by its domain or name; made when it is new.">
        {field("company.name", "Name", { list: `${id}-companies` })}
        {field("company.domain", "Website or domain", { hint: "Left empty, the e-mail’s domain finds it." })}
        {field("company.industry", "Industry", { list: `${id}-industries` })}
        {field("company.employees", "Employees", { inputMode: "numeric" })}
        {field("company.revenue", `Revenue a year, ${currency}`, { inputMode: "numeric" })}
      </Group>
      <Group title="Where it comes from" hint="What the funnel and the spend are counted by.">
        {field("channel", "Channel", { list: `${id}-channels` })}
        {field("source", "Source", { list: `${id}-sources` })}
        {field("campaign", "Campaign")}
      </Group>
      <Choices id={`${id}-companies`} values={companies.map(({ name }) => name)} />
      <Choices
        id={`${id}-industries`}
        values={[...new Set(companies.flatMap(({ industry }) => industry ?? []))]}
      />
      <Choices id={`${id}-channels`} values={choices.channels} />
      <Choices id={`${id}-sources`} values={choices.sources} />
      <div className="flex gap-2">
        <SubmitButton>Add lead</SubmitButton>
        <LinkButton href="/leads" look="ghost">
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}

function Group({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="text-base font-semibold">{title}</legend>
      <p className="mb-3 text-muted">{hint}</p>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">{children}</div>
    </fieldset>
  );
}

function Choices({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
