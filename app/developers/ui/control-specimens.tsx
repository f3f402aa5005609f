import { ArrowRight, Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { DateRange } from "@/components/ui/date-range";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { LinkButton } from "@/components/ui/link-button";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { Specimen } from "./specimen";

const OWNERS = [
  { value: "1", label: "Ines Duarte", detail: "3 open" },
  { value: "2", label: "Jonas Weber", detail: "7 open" },
  { value: "3", label: "Amara Okafor", detail: "5 open" },
];

const REASONS = [
  { value: "not-ready", label: "Not ready", hint: "Needs more time with marketing" },
  { value: "bad-timing", label: "Bad timing" },
  { value: "no-budget", label: "No budget", disabled: true },
];

/** Everything one can press, pick or type into. */
export function ControlSpecimens() {
  return (
    <>
      <Specimen name="Button, LinkButton, SubmitButton">
        {(["primary", "secondary", "ghost", "danger", "quiet"] as const).map((look) => (
          <Button key={look} look={look}>
            {look}
          </Button>
        ))}
        <Button disabled>disabled</Button>
        <Button look="primary" disabled>
          disabled
        </Button>
        <Button size="sm">small</Button>
        <Button size="lg" look="primary">
          large
        </Button>
        <Button look="primary">
          <Plus aria-hidden />
          Add lead
          <Kbd keys="C" className="ml-1" />
        </Button>
        <Button shape="icon" look="ghost" aria-label="Bin">
          <Trash2 aria-hidden />
        </Button>
        <LinkButton href="#">
          Link
          <ArrowRight aria-hidden />
        </LinkButton>
        <form>
          <SubmitButton>Submit</SubmitButton>
        </form>
      </Specimen>
      <Specimen name="Field with Input, Select, Textarea, Combobox">
        <div className="grid w-full max-w-xl grid-cols-2 gap-4">
          <Field label="E-mail" name="email" required>
            {(control) => <Input type="email" placeholder="name@company.com" {...control} />}
          </Field>
          <Field label="E-mail" name="email" error="That is not an e-mail address.">
            {(control) => <Input type="email" defaultValue="mara@" {...control} />}
          </Field>
          <Field label="Channel" name="channel" hint="Where the lead came from." optional>
            {(control) => (
              <Select {...control}>
                <option>Organic search</option>
                <option>Paid search</option>
              </Select>
            )}
          </Field>
          <Field label="Disabled" name="locked">
            {(control) => <Input disabled defaultValue="Cannot be changed" {...control} />}
          </Field>
          <Field label="Note" name="note" className="col-span-2">
            {(control) => <Textarea placeholder="What did they say?" {...control} />}
          </Field>
          <Field label="Owner" name="owner">
            {(control) => <Combobox items={OWNERS} defaultValue="2" {...control} />}
          </Field>
        </div>
      </Specimen>
      <Specimen name="Checkbox, RadioGroup">
        <div className="flex w-48 flex-col">
          <Checkbox label="Fits the profile" defaultChecked />
          <Checkbox label="Timing is right" hint="They want it this quarter" />
          <Checkbox label="Disabled" disabled />
        </div>
        <RadioGroup name="list" legend="Why not?" options={REASONS} defaultValue="not-ready" />
        <RadioGroup
          name="cards"
          legend="Cards"
          options={REASONS}
          defaultValue="bad-timing"
          look="cards"
          className="w-64"
        />
        <RadioGroup
          name="segments"
          legend="Segments"
          look="segments"
          defaultValue="cohort"
          options={[
            { value: "cohort", label: "Cohort" },
            { value: "stage", label: "Stage" },
          ]}
        />
      </Specimen>
      <Specimen name="DateRange">
        <DateRange
          from="2026-08-24"
          to="2026-11-21"
          action="#"
          keep={{}}
          presets={[
            { label: "Last 30 days", href: "#30" },
            { label: "Last 90 days", href: "#90", current: true },
            { label: "This quarter", href: "#quarter" },
          ]}
        />
      </Specimen>
      <Specimen name="ErrorSummary">
        <ErrorSummary
          className="w-full"
          message="The lead was not saved. Your entries are still here."
          errors={[{ path: "email", message: "Another lead already has this e-mail address." }]}
        />
      </Specimen>
    </>
  );
}
