"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import { toastDone, toastProblem, toastUndo } from "@/components/ui/toast";
import { passLeadOn, takeLeadBack } from "@/lib/handoffs/actions";
import type { RepLoad } from "@/lib/handoffs/load";
import type { HeldLead } from "@/lib/handoffs/queries";
import { HeldRow } from "./held-row";
import type { Offer } from "./pass-on";

type HeldLeadsProps = {
  sections: readonly { title: string; meaning: string; leads: readonly HeldLead[]; count: number }[];
  team: readonly RepLoad[];
  mayPass: boolean;
};

/** Marketing's work list: what came back, then the warm ones, best first. j and k walk, p passes on, Enter opens. */
export function HeldLeads({ sections, team, mayPass }: HeldLeadsProps) {
  const router = useRouter();
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState(-1);
  const links = useRef(new Map<string, HTMLAnchorElement>());
  const shown = sections.flatMap(({ leads }) => leads).filter(({ leadId }) => !passed.has(leadId));

  function walk(step: 1 | -1) {
    const next = Math.min(shown.length - 1, Math.max(0, current + step));
    setCurrent(next);
    const lead = shown[next];
    if (lead) links.current.get(lead.leadId)?.focus();
  }
  const mark = (leadId: string, out: boolean) =>
    setPassed((before) => {
      const next = new Set(before);
      if (out) next.add(leadId);
      else next.delete(leadId);
      return next;
    });

  async function pass(lead: HeldLead, offer: Offer) {
    mark(lead.leadId, true);
    const result = await passLeadOn(offer).catch(() => null);
    if (!result?.ok) {
      mark(lead.leadId, false);
      toastProblem(
        `${lead.name} was not handed to sales`,
        result?.message ?? "Baton did not answer. Try again.",
      );
      return;
    }
    const { handoffId } = result.value;
    const rep = team.find(({ id }) => id === offer.assignee);
    toastUndo(`Handed ${lead.name} to ${rep?.name ?? "sales"}`, async () => {
      const back = await takeLeadBack({ handoffId }).catch(() => null);
      if (!back?.ok) return void toastProblem(`${lead.name} stays with sales`, back?.message);
      mark(lead.leadId, false);
      toastDone(`${lead.name} is back with marketing`);
    });
  }

  const group = "With marketing";
  useShortcut({ keys: "j", label: "Next lead", group, run: () => walk(1) });
  useShortcut({ keys: "k", label: "Previous lead", group, run: () => walk(-1) });
  useShortcut({
    keys: "p",
    label: "Hand to sales",
    group,
    run: () => {
      const lead = shown[current];
      if (lead && mayPass) void pass(lead, { leadId: lead.leadId, assignee: null, note: "" });
    },
  });
  useShortcut({
    keys: "Enter",
    label: "Open the lead",
    group,
    run: () => shown[current] && router.push(`/leads/${shown[current].leadId}`),
  });

  return (
    <>
      {sections.map(({ title, meaning, leads, count }) => {
        const left = leads.filter(({ leadId }) => !passed.has(leadId));
        return left.length === 0 ? null : (
          <section key={title} aria-label={title} className="pt-4">
            <header className="px-4 pb-2 md:px-6">
              <h2 className="text-sm font-semibold">
                {title} <span className="font-normal text-muted">{count - (leads.length - left.length)}</span>
              </h2>
              <p className="text-xs text-muted">{meaning}</p>
            </header>
            <ul className="divide-y divide-line border-y border-line">
              {left.map((lead) => (
                <HeldRow
                  key={lead.leadId}
                  lead={lead}
                  team={team}
                  mayPass={mayPass}
                  onPass={(offer) => pass(lead, offer)}
                  onFocus={() => setCurrent(shown.indexOf(lead))}
                  linkRef={(link) => {
                    if (link) links.current.set(lead.leadId, link);
                    else links.current.delete(lead.leadId);
                  }}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
