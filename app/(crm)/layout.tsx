import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AlertsBell } from "@/components/shell/alerts-bell";
import { BottomBar } from "@/components/shell/bottom-bar";
import { preference } from "@/components/shell/preferences";
import { Rail } from "@/components/shell/rail";
import { screensFor } from "@/components/shell/screens";
import { SearchButton } from "@/components/shell/search-button";
import { ShellKeys } from "@/components/shell/shell-keys";
import { CONTENT_ID, SkipLink } from "@/components/shell/skip-link";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { TopBar } from "@/components/shell/top-bar";
import { UserMenu } from "@/components/shell/user-menu";
import { WorkspaceDay } from "@/components/shell/workspace-day";
import { ClockProvider } from "@/components/ui/clock-provider";
import { CurrencyProvider } from "@/components/ui/currency-provider";
import { alertsOf } from "@/lib/alerts/queries";
import { VIEWS, VIEWS_OF_ROLE } from "@/lib/leads/views";
import { requireViewer } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { signOut } from "@/lib/team/actions";
import { mayAny } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";

/** The frame of every screen. It shows who is signed in; what they may see is each page's own question. */
export default async function ScreensLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const [{ name, timeZone, currency }, alerts, jar] = await Promise.all([
    workspace(db()),
    alertsOf(db(), viewer),
    cookies(),
  ]);
  const screens = screensFor(viewer);
  const mayCreate = mayAny(viewer, "lead.create");
  const leadViews = VIEWS_OF_ROLE[viewer.role].map((key) => ({
    href: `/leads?view=${key}`,
    label: VIEWS[key].label,
  }));
  return (
    <ClockProvider now={readClock().toISOString()} zone={timeZone}>
      <CurrencyProvider currency={currency}>
        <SkipLink />
        <div className="flex min-h-dvh">
          <Rail
            workspaceName={name}
            screens={screens}
            leadViews={leadViews}
            width={preference(jar, "rail")}
          />
          <div className="flex min-w-0 flex-1 flex-col">
            <TopBar search={<SearchButton screens={screens} mayCreate={mayCreate} />}>
              <span className="mr-2 max-sm:hidden">
                <WorkspaceDay />
              </span>
              <ThemeSwitch />
              <AlertsBell alerts={alerts} />
              <UserMenu person={viewer} screens={screens} signOut={signOut} />
            </TopBar>
            <main
              id={CONTENT_ID}
              tabIndex={-1}
              className="flex min-w-0 flex-1 flex-col bg-surface pb-14 outline-none md:pb-0"
            >
              {children}
            </main>
          </div>
        </div>
        <BottomBar screens={screens} />
        <ShellKeys screens={screens} mayCreate={mayCreate} singleKeys={preference(jar, "singleKeys")} />
      </CurrencyProvider>
    </ClockProvider>
  );
}
