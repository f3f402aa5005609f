import type { Metadata } from "next";
import { AbsenceForm, NameForm, OtherSessionsForm, PasswordForm } from "@/components/team/account-forms";
import { ROLE_MEANING } from "@/components/team/roles";
import { SettingsHeader } from "@/components/team/settings-header";
import { Fact, Facts, PageBody, Panel } from "@/components/ui/page";
import { currentSession, requireViewer } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { account } from "@/lib/team/queries";
import { ROLE_LABEL } from "@/lib/team/roles";

export const metadata: Metadata = { title: "Your account" };

/** One's own name, password, sessions and absence. */
export default async function AccountPage() {
  const viewer = await requireViewer();
  const session = await currentSession();
  const { name, email, absentUntil, otherSessions } = await account(
    db(),
    viewer,
    session?.sessionId ?? "",
    readClock(),
  );
  return (
    <>
      <SettingsHeader viewer={viewer} current="account" />
      <PageBody>
        <div className="grid items-start gap-4 md:grid-cols-2">
          <Panel title="You">
            <Facts className="mb-4">
              <Fact label="E-mail">{email}</Fact>
              <Fact label="Role">
                {ROLE_LABEL[viewer.role]}
                <span className="block text-xs text-muted">{ROLE_MEANING[viewer.role]}</span>
              </Fact>
            </Facts>
            <NameForm name={name} />
          </Panel>
          <Panel title="Password">
            <PasswordForm email={email} />
          </Panel>
          <Panel title="Absence">
            <AbsenceForm absentUntil={absentUntil} />
          </Panel>
          <Panel title="Signed in">
            <OtherSessionsForm otherSessions={otherSessions} />
          </Panel>
        </div>
      </PageBody>
    </>
  );
}
