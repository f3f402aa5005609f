"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { Mark } from "./mark";
import { type PreferenceValue, remember } from "./preferences";
import { SCREEN_ICON } from "./screen-icons";
import { isWithin, type Screen } from "./screens";
import { useShortcut } from "./shortcuts";

/** A saved view of a screen, one click from anywhere. */
export type RailView = { href: string; label: string };

type RailProps = {
  workspaceName: string;
  screens: readonly Screen[];
  leadViews: readonly RailView[];
  width: PreferenceValue<"rail">;
};

/** The way between the screens, on the left of wide windows. Collapses to icons and remembers it. */
export function Rail({ workspaceName, screens, leadViews, width }: RailProps) {
  const pathname = usePathname();
  const [shown, setShown] = useState(width);
  const icons = shown === "icons";
  const toggle = () => {
    const next = icons ? "open" : "icons";
    setShown(next);
    remember("rail", next);
  };
  useShortcut({ keys: "[", label: "Collapse or open the rail", group: "Anywhere", run: toggle });
  return (
    <nav
      aria-label="Screens"
      className={cn(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-r border-line bg-background py-2 md:flex print:hidden",
        icons ? "w-13 items-center px-2" : "w-52 px-2",
      )}
    >
      <Link
        href="/"
        aria-label={`${workspaceName}, to your first screen`}
        className={cn("mb-2 flex h-9 items-center gap-2 rounded-md", icons ? "w-9 justify-center" : "px-1.5")}
      >
        <Mark />
        {!icons && <span className="truncate text-sm font-semibold tracking-[-0.01em]">{workspaceName}</span>}
      </Link>
      <ul className="flex w-full flex-1 flex-col gap-0.5 overflow-y-auto">
        {screens.map((screen) => (
          <li key={screen.key}>
            <ScreenLink screen={screen} current={isWithin(pathname, screen.href)} icons={icons} />
            {screen.key === "leads" && !icons && isWithin(pathname, "/leads") && <Views views={leadViews} />}
          </li>
        ))}
      </ul>
      <Tooltip content={icons ? "Open the rail" : "Collapse to icons"} side="right">
        <Button
          look="ghost"
          size="sm"
          shape="icon"
          onClick={toggle}
          aria-expanded={!icons}
          aria-label={icons ? "Open the rail" : "Collapse the rail to icons"}
        >
          {icons ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
        </Button>
      </Tooltip>
    </nav>
  );
}

function ScreenLink({ screen, current, icons }: { screen: Screen; current: boolean; icons: boolean }) {
  const Icon = SCREEN_ICON[screen.key];
  const link = (
    <Link
      href={screen.href}
      aria-current={current ? "page" : undefined}
      aria-keyshortcuts={`g ${screen.goKey}`}
      {...(icons ? { "aria-label": screen.label } : {})}
      className={cn(
        "group flex h-8 items-center gap-2.5 rounded-md text-sm font-medium text-muted transition-colors hover:bg-sunken hover:text-text aria-[current]:bg-sunken aria-[current]:text-text",
        icons ? "w-9 justify-center" : "px-2",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0 group-aria-[current]:text-accent" />
      {!icons && screen.label}
    </Link>
  );
  return icons ? (
    <Tooltip content={screen.label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}

function Views({ views }: { views: readonly RailView[] }) {
  return (
    <ul aria-label="Views of leads" className="my-0.5 ml-4 flex flex-col border-l border-line pl-2">
      {views.map((view) => (
        <li key={view.href}>
          <Link
            href={view.href}
            className="flex h-7 items-center truncate rounded-md px-2 text-xs text-muted transition-colors hover:bg-sunken hover:text-text"
          >
            {view.label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
