"use client";

import { Globe, Mail, MailX, Phone } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useRef } from "react";
import type { z } from "zod";
import { Badge } from "@/components/ui/badge";
import { count, fullMoney, plural, shortMoney } from "@/components/ui/format";
import { Fact } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { changeLead } from "@/lib/leads/actions";
import type { LeadFacts, LeadRecord } from "@/lib/leads/queries/record";
import type { leadPatch } from "@/lib/leads/schema";
import { fromMinorUnits } from "@/lib/shared/money";
import { EditableFact, type SaveOutcome } from "./editable-fact";

type FactsPanelProps = {
  lead: LeadRecord;
  people: readonly { id: string; name: string }[];
  currency: string;
  editable: boolean;
};

type Patch = Omit<z.input<typeof leadPatch>, "version">;

/** Who the lead is, its company, where it came from: every fact editable where it stands. */
export function FactsPanel({ lead, people, currency, editable }: FactsPanelProps) {
  const { facts, company } = lead;
  const version = useRef(lead.version);
  version.current = Math.max(version.current, lead.version);

  async function save(
    patch: Patch,
    current: (data: Record<string, unknown>) => string | null,
  ): Promise<SaveOutcome> {
    const result = await changeLead({ leadId: lead.id, version: version.current, ...patch });
    if (result.ok) {
      version.current = result.value.version;
      return { kind: "saved" };
    }
    const { data } = result;
    if (result.code === "conflict" && typeof data.version === "number") {
      const newer = data.version;
      return {
        kind: "conflict",
        theirs: current((data.current ?? {}) as Record<string, unknown>),
        saveAnyway: () => {
          version.current = newer;
          return save(patch, current);
        },
      };
    }
    return { kind: "refused", message: result.errors[0]?.message ?? result.message };
  }

  const own = (
    field: keyof Omit<LeadFacts, "custom">,
    label: string,
    more: { type?: "email" | "tel"; display?: ReactNode } = {},
  ) => (
    <EditableFact
      label={label}
      value={facts[field]}
      editable={editable}
      save={(value) =>
        save({ [field]: value }, (data) => (typeof data[field] === "string" ? data[field] : null))
      }
      {...more}
    />
  );
  // A company is found again by its domain, else its name; what is told beside them changes it.
  const key = company ? { name: company.name, ...(company.domain ? { domain: company.domain } : {}) } : {};
  const ofCompany = (
    field: "industry" | "employees" | "revenue",
    label: string,
    value: string | null,
    display?: ReactNode,
  ) => (
    <EditableFact
      label={label}
      value={value}
      editable={editable && company !== null}
      type={field === "industry" ? "text" : "number"}
      save={(next) => save({ company: { ...key, [field]: next } }, () => null)}
      {...(display ? { display } : {})}
    />
  );

  return (
    <div className="space-y-5">
      <Group title="Person">
        {own("firstName", "First name")}
        {own("lastName", "Last name")}
        {own("email", "E-mail", {
          type: "email",
          display: <Contact href={`mailto:${facts.email}`} icon={<Mail aria-hidden />} text={facts.email} />,
        })}
        {own("phone", "Phone", {
          type: "tel",
          display: <Contact href={`tel:${facts.phone}`} icon={<Phone aria-hidden />} text={facts.phone} />,
        })}
        {own("title", "Job title")}
        {own("country", "Country")}
        <EditableFact
          label="Owner"
          value={lead.owner?.id ?? null}
          editable={editable}
          options={[
            { value: "", label: "Nobody" },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          save={(owner) => save({ owner }, () => null)}
        />
        {lead.unsubscribedAt && (
          <Fact label="Consent">
            <Badge tone="warn" icon={<MailX aria-hidden />}>
              Unsubscribed
            </Badge>
          </Fact>
        )}
      </Group>
      <Group title="Company">
        <EditableFact
          label="Name"
          value={company?.name ?? null}
          editable={editable}
          save={(name) => save({ company: name === null ? null : { name } }, () => null)}
        />
        {company?.domain && (
          <Fact label="Domain">
            <Contact href={`https://${company.domain}`} icon={<Globe aria-hidden />} text={company.domain} />
          </Fact>
        )}
        {company && (
          <>
            {ofCompany("industry", "Industry", company.industry)}
            {ofCompany(
              "employees",
              "Employees",
              company.employees === null ? null : String(company.employees),
              company.employees !== null && count(company.employees),
            )}
            {ofCompany(
              "revenue",
              "Revenue",
              company.revenue === null
                ? null
                : fromMinorUnits(BigInt(company.revenue), currency).replace(/\.0+$/, ""),
              company.revenue !== null && (
                <span title={fullMoney({ minor: company.revenue, currency })}>
                  {shortMoney({ minor: company.revenue, currency })} a year
                </span>
              ),
            )}
            {company.colleagues > 0 && (
              <Fact label="Also here">
                <Link
                  href={`/leads?${new URLSearchParams({ view: "all", q: company.name })}`}
                  className="hover:underline"
                >
                  {plural(company.colleagues, "other lead")}
                </Link>
              </Fact>
            )}
          </>
        )}
      </Group>
      <Group title="Origin">
        {own("channel", "Channel")}
        {own("source", "Source")}
        {own("campaign", "Campaign")}
        {facts.asset && <Fact label="Asset">{facts.asset}</Fact>}
        {facts.externalId && (
          <Fact label="External id">
            <span className="font-mono text-xs break-all">{facts.externalId}</span>
          </Fact>
        )}
        <Fact label="Known since">
          <RelativeTime at={lead.createdAt} />
        </Fact>
      </Group>
      {Object.keys(facts.custom).length > 0 && (
        <Group title="Custom fields">
          {Object.entries(facts.custom).map(([name, value]) => (
            <EditableFact
              key={name}
              label={name}
              value={value === null ? null : String(value)}
              editable={editable && (value === null || typeof value === "string")}
              save={(text) =>
                save(
                  { custom: { [name]: text } },
                  (data) => String((data.custom as LeadFacts["custom"])?.[name] ?? "") || null,
                )
              }
            />
          ))}
        </Group>
      )}
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1 text-xs font-medium text-faint">{title}</h2>
      <dl className="grid grid-cols-[4.75rem_minmax(0,1fr)] gap-x-3 text-sm [&>dd]:flex [&>dd]:min-h-7 [&>dd]:flex-col [&>dd]:justify-center [&>dd]:py-0 [&>dt]:py-1">
        {children}
      </dl>
    </section>
  );
}

function Contact({ href, icon, text }: { href: string; icon: ReactNode; text: string | null }) {
  return (
    <a
      href={href}
      {...(href.startsWith("https:") ? { target: "_blank", rel: "noreferrer" } : {})}
      className="inline-flex max-w-full items-center gap-1.5 underline-offset-2 hover:underline [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {icon}
      <span className="truncate">{text}</span>
    </a>
  );
}
