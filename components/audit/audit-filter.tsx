import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import type { AuditFilter } from "@/lib/audit/filter";

/** Narrows the trail; the filter lives in the address. */
export function AuditFilterForm({ filter, kinds }: { filter: AuditFilter; kinds: readonly string[] }) {
  const narrowed = Object.values(filter).some((value) => value !== null);
  return (
    <form className="grid grid-cols-2 items-end gap-3 px-4 pb-4 md:flex md:px-6">
      <Field label="What" name="subject" className="md:w-44">
        {(control) => (
          <Select {...control} defaultValue={filter.subjectKind ?? ""}>
            <option value="">Everything</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {kind.replaceAll("_", " ")}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Who" name="who" className="md:w-44">
        {(control) => (
          <Input {...control} maxLength={120} defaultValue={filter.who ?? ""} placeholder="Name" />
        )}
      </Field>
      <Field label="From" name="from">
        {(control) => <Input {...control} type="date" defaultValue={filter.from ?? ""} />}
      </Field>
      <Field label="To" name="to">
        {(control) => <Input {...control} type="date" defaultValue={filter.to ?? ""} />}
      </Field>
      <div className="flex gap-1.5">
        <Button type="submit">Show</Button>
        {narrowed && (
          <LinkButton href="/audit" look="ghost">
            Show all
          </LinkButton>
        )}
      </div>
    </form>
  );
}
