import { count } from "@/components/ui/format";
import { Fact, Facts, Panel } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LeadRecord } from "@/lib/leads/queries/record";
import type { TimelineEntry } from "@/lib/leads/queries/timeline";

type BlindLeadProps = Pick<LeadRecord, "facts" | "company"> & { activities: readonly TimelineEntry[] };

/** Who a lead is and what it did: no score, grade, stage or reason, which would say what the machine thinks. */
export function BlindLead({ facts, company, activities }: BlindLeadProps) {
  const custom = Object.entries(facts.custom).filter(([, value]) => value !== null);
  return (
    <div className="grid gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <Panel title="Who">
        <Facts>
          <Fact label="Title">{facts.title}</Fact>
          <Fact label="E-mail">{facts.email}</Fact>
          <Fact label="Country">{facts.country}</Fact>
          <Fact label="Company">{company?.name}</Fact>
          <Fact label="Domain">{company?.domain}</Fact>
          <Fact label="Industry">{company?.industry}</Fact>
          <Fact label="People">{company?.employees == null ? null : count(company.employees)}</Fact>
          <Fact label="Source">{[facts.channel, facts.source].filter(Boolean).join(" · ") || null}</Fact>
          {custom.map(([field, value]) => (
            <Fact key={field} label={field}>
              {String(value)}
            </Fact>
          ))}
        </Facts>
      </Panel>
      <Panel title="What happened" flush>
        {activities.length === 0 ? (
          <p className="px-4 py-3 text-muted">Nothing yet.</p>
        ) : (
          <ol>
            {activities.map(({ id, at, title }) => (
              <li
                key={id}
                className="flex items-baseline justify-between gap-3 border-b border-line px-4 py-1.5 last:border-b-0"
              >
                <span className="min-w-0 break-words">{title}</span>
                <RelativeTime at={at} className="shrink-0 text-xs text-muted" />
              </li>
            ))}
          </ol>
        )}
      </Panel>
    </div>
  );
}
