import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountHeading } from "@/components/team/account-heading";
import { InviteForm } from "@/components/team/invite-form";
import { LoadSample } from "@/components/team/load-sample";
import { SetUpProgress } from "@/components/team/set-up-progress";
import { SetUpWizard } from "@/components/team/set-up-wizard";
import { plural } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { DEFAULT_TEMPLATE, TEMPLATES } from "@/lib/scoring/templates";
import { HOME } from "@/lib/team/home";
import { workspaceOrNull } from "@/lib/team/queries";
import { currencyChoices, zoneChoices } from "./choices";

export const metadata: Metadata = { title: "Set up" };

/** The first visit: admin and workspace, then people. */
export default async function SetUpPage({ searchParams }: { searchParams: Promise<{ step?: string }> }) {
  const { step } = await searchParams;
  const workspace = await workspaceOrNull(db());
  if (!workspace) return <FirstSteps />;
  const viewer = await requirePermission("settings.manage");
  if (step === "people") return <PeopleStep />;
  if (step === "data") return <DataStep home={HOME[viewer.role]} />;
  redirect(HOME[viewer.role]);
}

function FirstSteps() {
  const { timeZone } = env();
  return (
    <div data-wide>
      <SetUpWizard
        zoneGroups={zoneChoices()}
        zone={timeZone ?? "UTC"}
        currencies={currencyChoices()}
        templates={Object.entries(TEMPLATES).map(([value, { label, description, document }]) => ({
          value,
          label: (
            <>
              <span className="font-medium">{label}</span>{" "}
              <span className="text-faint">· {plural(document.rules.length, "rule")}</span>
            </>
          ),
          hint: description,
        }))}
        defaultTemplate={DEFAULT_TEMPLATE}
      />
    </div>
  );
}

function PeopleStep() {
  return (
    <div data-wide>
      <SetUpProgress current={3} />
      <AccountHeading title="Who works with you?">
        Baton needs both sides: somebody in marketing and somebody in sales. You can invite more people later
        under Settings.
      </AccountHeading>
      <InviteForm sendsMail={env().mail !== null} />
      <div className="mt-8 flex justify-end">
        <LinkButton href="/setup?step=data" look="secondary" size="lg">
          Continue
        </LinkButton>
      </div>
    </div>
  );
}

function DataStep({ home }: { home: string }) {
  return (
    <div data-wide>
      <SetUpProgress current={4} />
      <AccountHeading title="What should be in it?">
        The sample workspace is a story to look around in: seven people, about 400 leads and what became of
        them in 120 days. It is marked everywhere and goes again with one click.
      </AccountHeading>
      <LoadSample home={home} />
    </div>
  );
}
