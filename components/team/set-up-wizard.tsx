"use client";

import { type FormEvent, type ReactNode, useActionState, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup, type RadioOption } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { errorOf, summaryOf, typedIn } from "@/lib/platform/web/form-result";
import { setUp } from "@/lib/team/actions";
import { AccountHeading } from "./account-heading";
import { NewPasswordField } from "./new-password-field";
import { SetUpProgress } from "./set-up-progress";

export type ZoneGroup = { region: string; zones: readonly string[] };

type SetUpWizardProps = {
  zoneGroups: readonly ZoneGroup[];
  /** Zone to offer where the browser's is not known. */
  zone: string;
  currencies: readonly { code: string; label: string }[];
  templates: readonly RadioOption[];
  defaultTemplate: string;
};

const FIELDS_OF_STEP = [["name", "email", "password"], ["workspace", "timeZone", "currency"], ["template"]];

/**
 * The first three steps of the set-up as one form: everything is made in one go at its end, or nothing. Without
 * JavaScript the three stand one under the other.
 */
export function SetUpWizard({ zoneGroups, zone, currencies, templates, defaultTemplate }: SetUpWizardProps) {
  const [result, action] = useActionState(setUp, null);
  const [step, setStep] = useState(0);
  const [chosenZone, setChosenZone] = useState(typedIn(result, "timeZone", zone));
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zoneGroups.some((group) => group.zones.includes(here))) setChosenZone(here);
  }, [zoneGroups]);

  useEffect(() => {
    if (!result || result.ok) return;
    const faulty = FIELDS_OF_STEP.findIndex((names) => names.some((name) => errorOf(result, name)));
    if (faulty >= 0) setStep(faulty);
  }, [result]);

  /** Whether all fields of the present step hold something acceptable; the browser says which do not. */
  const isComplete = () =>
    FIELDS_OF_STEP[step]!.every((name) => {
      const field = form.current?.elements.namedItem(name);
      return (
        !(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || field.reportValidity()
      );
    });

  const goOn = (event: FormEvent) => {
    if (step === FIELDS_OF_STEP.length - 1) return;
    event.preventDefault();
    if (isComplete()) setStep(step + 1);
  };

  return (
    <>
      <noscript>
        {/* The steps follow each other without a way to turn the page. */}
        <style>
          {
            "[data-step]{display:block!important}[data-turn]{display:none!important}[data-last]{display:inline!important}"
          }
        </style>
      </noscript>
      <SetUpProgress current={step} />
      <form ref={form} action={action} onSubmit={goOn} noValidate={step < 2}>
        <ErrorSummary message={summaryOf(result, FIELDS_OF_STEP.flat())} className="mb-4" />
        <Step shown={step === 0} title="Who are you?" lead="You will be the first admin.">
          <Field label="Your name" name="name" error={errorOf(result, "name")} required>
            {(control) => (
              <Input
                {...control}
                autoComplete="name"
                maxLength={120}
                defaultValue={typedIn(result, "name")}
              />
            )}
          </Field>
          <Field label="E-mail" name="email" error={errorOf(result, "email")} required>
            {(control) => (
              <Input
                {...control}
                type="email"
                autoComplete="username"
                defaultValue={typedIn(result, "email")}
              />
            )}
          </Field>
          <NewPasswordField error={errorOf(result, "password")} />
        </Step>
        <Step
          shown={step === 1}
          title="Your workspace"
          lead="Days, scores and reports are counted in its time zone; money in its currency. Neither can be changed later."
        >
          <Field label="Name" name="workspace" error={errorOf(result, "workspace")} required>
            {(control) => (
              <Input
                {...control}
                autoComplete="organization"
                maxLength={120}
                placeholder="Your company"
                defaultValue={typedIn(result, "workspace")}
              />
            )}
          </Field>
          <Field label="Time zone" name="timeZone" error={errorOf(result, "timeZone")} required>
            {(control) => (
              <Select
                {...control}
                value={chosenZone}
                onChange={(event) => setChosenZone(event.currentTarget.value)}
              >
                {zoneGroups.map(({ region, zones }) => (
                  <optgroup key={region} label={region}>
                    {zones.map((name) => (
                      <option key={name} value={name}>
                        {name.replaceAll("_", " ")}
                      </option>
                    ))}
                  </optgroup>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Currency" name="currency" error={errorOf(result, "currency")} required>
            {(control) => (
              <Select {...control} defaultValue={typedIn(result, "currency", currencies[0]?.code)}>
                {currencies.map(({ code, label }) => (
                  <option key={code} value={code}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </Step>
        <Step
          shown={step === 2}
          title="How should leads be scored?"
          lead="A starting point. You can change every rule later and see what it would have done before it counts."
        >
          <RadioGroup
            name="template"
            legend="Scoring template"
            legendHidden
            look="cards"
            options={templates}
            defaultValue={typedIn(result, "template", defaultTemplate)}
          />
        </Step>
        <div className="mt-6 flex items-center justify-between gap-2">
          <Button
            look="ghost"
            size="lg"
            data-turn
            onClick={() => setStep(step - 1)}
            className={cn("-ml-4", step === 0 && "invisible")}
          >
            Back
          </Button>
          <SubmitButton size="lg">
            {step < 2 && <span data-turn>Continue</span>}
            <span data-last className={cn(step < 2 && "hidden")}>
              Create the workspace
            </span>
          </SubmitButton>
        </div>
      </form>
    </>
  );
}

function Step(props: { shown: boolean; title: string; lead: string; children: ReactNode }) {
  return (
    <section data-step className={cn("mb-8", !props.shown && "hidden")}>
      <AccountHeading title={props.title}>{props.lead}</AccountHeading>
      <div className="flex flex-col gap-4">{props.children}</div>
    </section>
  );
}
