import { Chip } from "@/components/ui/chip";
import { LinkButton } from "@/components/ui/link-button";
import { type FilterPart, type LeadFilter, type LeadSort, NO_FILTER } from "@/lib/leads/filter";
import { listHref } from "./address";

/** The filters in force as a sentence; each part can be taken out, or all of them. */
export function FilterSentence({
  filter,
  sort,
  parts,
}: {
  filter: LeadFilter;
  sort: LeadSort;
  parts: readonly FilterPart[];
}) {
  if (parts.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-xs text-muted">
      <span>where</span>
      {parts.map((part, position) => (
        <span key={part.key} className="inline-flex max-w-full items-center gap-1.5">
          {position > 0 && <span>and</span>}
          <Chip
            removeHref={listHref(part.without, sort)}
            removeLabel={`Remove: ${part.relation} ${part.value}`}
          >
            {part.relation} <b>{part.value}</b>
          </Chip>
        </span>
      ))}
      <LinkButton
        href={listHref({ ...NO_FILTER, view: filter.view }, sort)}
        look="quiet"
        size="sm"
        scroll={false}
      >
        Clear
      </LinkButton>
    </div>
  );
}
