import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import type { PatternTest } from "@/lib/exclusions/exclusion";

const TEST_LABEL: Record<PatternTest, string> = {
  is: "is",
  contains: "contains",
  "starts-with": "starts with",
  "in-network": "lies in the network",
};

const FIELDS = ["source", "channel", "campaign", "property.userAgent", "property.ip", "property.path"];

export type PatternValues = Readonly<
  Partial<Record<"field" | "test" | "value" | "activityType" | "from" | "to", string>>
>;

/** Says what excluded activities look like; sends it to this page's address, which shows what excluding them would do. */
export function PatternForm({
  values,
  errors,
  sources,
  types,
}: {
  values: PatternValues;
  errors: Readonly<Record<string, string>>;
  sources: readonly string[];
  types: readonly { key: string; label: string }[];
}) {
  return (
    <Panel title="Exclude what looks alike">
      <form action="/scoring/exclusions" className="space-y-3 pt-1">
        <div className="grid gap-3 sm:grid-cols-[minmax(0,13rem)_minmax(0,11rem)_minmax(0,1fr)]">
          <Field label="Field" name="field" required error={errors.field} hint="Or property.<key>">
            {(control) => (
              <Input
                {...control}
                list="exclusion-fields"
                maxLength={120}
                defaultValue={values.field ?? "source"}
                autoComplete="off"
              />
            )}
          </Field>
          <Field label="Test" name="test" error={errors.test}>
            {(control) => (
              <Select {...control} defaultValue={values.test ?? "is"}>
                {Object.entries(TEST_LABEL).map(([test, label]) => (
                  <option key={test} value={test}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Value" name="value" required error={errors.value}>
            {(control) => (
              <Input
                {...control}
                list="exclusion-values"
                maxLength={500}
                defaultValue={values.value ?? ""}
                placeholder="HeadlessChrome, 203.0.113.0/24, …"
                autoComplete="off"
              />
            )}
          </Field>
        </div>
        <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,11rem)_minmax(0,11rem)_auto] sm:items-end">
          <Field label="Activities" name="activityType" error={errors.activityType}>
            {(control) => (
              <Select {...control} defaultValue={values.activityType ?? ""}>
                <option value="">Of every type</option>
                {types.map(({ key, label }) => (
                  <option key={key} value={key}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="From" name="from" optional error={errors.from}>
            {(control) => <Input {...control} type="date" defaultValue={values.from ?? ""} />}
          </Field>
          <Field label="To" name="to" optional error={errors.to}>
            {(control) => <Input {...control} type="date" defaultValue={values.to ?? ""} />}
          </Field>
          <Button type="submit" look="secondary">
            Show the effect
          </Button>
        </div>
        <datalist id="exclusion-fields">
          {FIELDS.map((field) => (
            <option key={field} value={field} />
          ))}
        </datalist>
        <datalist id="exclusion-values">
          {sources.map((source) => (
            <option key={source} value={source} />
          ))}
        </datalist>
      </form>
    </Panel>
  );
}
