"use client";

import { ArrowUpRight, Mail, Phone, X } from "lucide-react";
import Link from "next/link";
import { Age } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { count, signed } from "@/components/ui/format";
import { GradeChip } from "@/components/ui/grade-chip";
import { LinkButton } from "@/components/ui/link-button";
import { Fact, Facts } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { StageBadge } from "@/components/ui/stage-badge";
import type { LeadRow } from "@/lib/leads/queries/list";
import { useLeadGlance } from "./use-lead-glance";

/** A closer look at one lead beside the list: who, why this score, what happened last. The list stays where it is. */
export function LeadPreview({ lead, onClose }: { lead: LeadRow; onClose: () => void }) {
  const glance = useLeadGlance(lead.id);
  return (
    <aside
      aria-label={`Preview of ${lead.name}`}
      className="flex w-full flex-col border-l border-line bg-surface max-md:fixed max-md:inset-0 max-md:z-40 md:w-96 md:shrink-0"
    >
      <header className="flex items-start gap-2 border-b border-line px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-base font-semibold">
            <Link href={`/leads/${lead.id}`} className="hover:underline">
              {lead.name}
            </Link>
          </h2>
          <p className="truncate text-muted">
            {[lead.title, lead.company?.name].filter(Boolean).join(" · ")}
          </p>
        </div>
        <LinkButton href={`/leads/${lead.id}`} look="ghost" size="sm" shape="icon" aria-label="Open the lead">
          <ArrowUpRight aria-hidden />
        </LinkButton>
        <Button look="ghost" size="sm" shape="icon" aria-label="Close the preview" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </header>
      <div className="min-h-0 flex-1 space-y-5 overflow-y-auto p-4">
        <div className="flex items-center gap-3">
          <GradeChip grade={lead.grade} size="lg" />
          <span className="text-2xl font-semibold tracking-[-0.02em]">{lead.score}</span>
          <span className="text-xs text-muted">
            fit {lead.fit}
            <br />
            engagement {lead.engagement}
          </span>
          <span className="ml-auto text-right">
            <StageBadge stage={lead.stage} />
            <Age since={lead.stageSince} className="block text-xs text-faint" />
          </span>
        </div>
        <Facts className="grid-cols-[5.5rem_minmax(0,1fr)]">
          {lead.email && (
            <Fact label="E-mail">
              <a href={`mailto:${lead.email}`} className="inline-flex items-center gap-1 hover:underline">
                <Mail aria-hidden className="size-3.5 text-muted" />
                {lead.email}
              </a>
            </Fact>
          )}
          {lead.company && (
            <Fact label="Company">
              {[lead.company.industry, lead.company.employees && `${count(lead.company.employees)} people`]
                .filter(Boolean)
                .join(" · ") || lead.company.name}
            </Fact>
          )}
          <Fact label="Source">
            {[lead.channel, lead.source, lead.campaign].filter(Boolean).join(" · ") || null}
          </Fact>
          <Fact label="Owner">{lead.owner?.name ?? null}</Fact>
        </Facts>
        <section>
          <h3 className="mb-1 text-xs font-medium text-muted">Why this score</h3>
          {glance.state === "loading" ? (
            <GlanceSkeleton lines={4} />
          ) : (
            <ul>
              {glance.rows.map((row) => (
                <li key={row.label} className="flex items-baseline justify-between gap-3 py-0.5">
                  <span className="truncate">{row.label}</span>
                  <span className={row.points < 0 ? "text-bad" : "text-muted"}>{signed(row.points)}</span>
                </li>
              ))}
              {glance.rows.length === 0 && <li className="text-faint">Nothing counts yet.</li>}
            </ul>
          )}
        </section>
        <section>
          <h3 className="mb-1 text-xs font-medium text-muted">What happened last</h3>
          {glance.state === "loading" ? (
            <GlanceSkeleton lines={3} />
          ) : (
            <ul>
              {glance.events.map((event) => (
                <li key={event.id} className="flex items-baseline justify-between gap-3 py-0.5">
                  <span className="truncate">{event.title}</span>
                  <RelativeTime at={event.at} className="shrink-0 text-xs text-faint" />
                </li>
              ))}
              {glance.events.length === 0 && <li className="text-faint">Nothing yet.</li>}
            </ul>
          )}
        </section>
        {glance.state === "failed" && (
          <p className="text-bad">The details did not load. Open the lead to see them.</p>
        )}
        {lead.email === null && (
          <p className="flex items-center gap-1.5 text-xs text-muted">
            <Phone aria-hidden className="size-3.5" />
            No e-mail address is known.
          </p>
        )}
      </div>
    </aside>
  );
}

function GlanceSkeleton({ lines }: { lines: number }) {
  return (
    <div className="space-y-2.5 py-1">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: equal placeholders
        <Skeleton key={line} className={line % 2 ? "w-3/5" : "w-4/5"} />
      ))}
    </div>
  );
}
