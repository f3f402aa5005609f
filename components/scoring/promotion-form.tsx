"use client";

import Link from "next/link";
import { useActionState, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { plural } from "@/components/ui/format";
import { GradeChip } from "@/components/ui/grade-chip";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { promote } from "@/lib/scoring/actions";
import type { PromotableLead } from "@/lib/scoring/queries/promotable";

/** Leads that meet the line and are no MQLs: a person looks through them and promotes those that should be. */
export function PromotionForm({
  leads,
  mayPromote,
}: {
  leads: readonly PromotableLead[];
  mayPromote: boolean;
}) {
  const [result, submit] = useActionState(promote, null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = leads.filter((lead) => lead.missing === null && !left.has(lead.id));
  const nameOf = (id: string) => leads.find((lead) => lead.id === id)?.name ?? "A lead";
  return (
    <form action={submit} className="space-y-4">
      {result?.ok && (
        <Notice tone={result.value.refused.length === 0 ? "good" : "warn"}>
          {plural(result.value.promoted, "lead is an MQL", "leads are MQLs")} now.
          {result.value.refused.map(({ leadId, why }) => (
            <span key={leadId} className="block">
              {nameOf(leadId)}: {why}
            </span>
          ))}
        </Notice>
      )}
      {result && !result.ok && <Notice tone="bad">{result.message}</Notice>}
      <Table frameClassName="-mx-4 md:-mx-6 w-auto">
        <thead>
          <tr>
            <HeadCell className="w-8">
              <span className="sr-only">Promote</span>
            </HeadCell>
            <HeadCell>Lead</HeadCell>
            <HeadCell numeric>Score</HeadCell>
            <HeadCell>Why</HeadCell>
          </tr>
        </thead>
        <tbody>
          {leads.map((lead) => (
            <Row key={lead.id}>
              <Cell>
                <Checkbox
                  label={`Promote ${lead.name}`}
                  labelHidden
                  name="leadIds"
                  value={lead.id}
                  disabled={!mayPromote || lead.missing !== null}
                  checked={lead.missing === null && !left.has(lead.id)}
                  onChange={(event) => {
                    const next = new Set(left);
                    if (event.target.checked) next.delete(lead.id);
                    else next.add(lead.id);
                    setLeft(next);
                  }}
                />
              </Cell>
              <RowHead className="whitespace-nowrap">
                <Link href={`/leads/${lead.id}`} className="font-medium underline-offset-4 hover:underline">
                  {lead.name}
                </Link>{" "}
                <span className="text-muted">{lead.company}</span>
              </RowHead>
              <Cell numeric>
                <span className="inline-flex items-center gap-2">
                  {lead.score} <GradeChip grade={lead.grade} />
                </span>
              </Cell>
              <Cell className="min-w-60">
                {lead.missing ? <span className="text-warn">Missing: {lead.missing}</span> : lead.reason}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {mayPromote && chosen.length > 0 && (
        <SubmitButton>Make MQLs of {plural(chosen.length, "lead")}</SubmitButton>
      )}
    </form>
  );
}
