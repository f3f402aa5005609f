"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { LoaderCircle, Moon, Plus, Search, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type ReactNode, useEffect, useState } from "react";
import { GradeChip } from "@/components/ui/grade-chip";
import { Kbd } from "@/components/ui/kbd";
import { StageBadge } from "@/components/ui/stage-badge";
import { SCREEN_ICON } from "./screen-icons";
import type { Screen } from "./screens";
import { useLeadSearch } from "./use-lead-search";

type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  screens: readonly Screen[];
  mayCreate: boolean;
};

const groupLook =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint";

/** Finds leads while one types, goes to screens, starts actions. Leads found stand first. */
export function CommandPalette({ open, onOpenChange, screens, mayCreate }: CommandPaletteProps) {
  const [text, setText] = useState("");
  const [marked, setMarked] = useState("");
  const { leads, state } = useLeadSearch(open ? text : "");
  const firstLead = leads[0]?.id;
  // What was found last stands first, and Enter takes it.
  useEffect(() => {
    if (firstLead) setMarked(firstLead);
  }, [firstLead]);
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const wanted = text.trim().toLowerCase();
  const fits = (...labels: string[]) =>
    wanted === "" || labels.some((label) => label.toLowerCase().includes(wanted));
  const offersLead = mayCreate && fits("Add a lead", "new lead", "create");
  const offersTheme = fits("theme", "dark", "light");
  const shownScreens = screens.filter((screen) => fits(screen.label, `go to ${screen.label}`));

  function close() {
    onOpenChange(false);
    setText("");
  }
  function go(href: string) {
    close();
    router.push(href);
  }

  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? onOpenChange(true) : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed inset-x-2 top-2 z-50 max-h-[80dvh] overflow-hidden rounded-lg bg-raised shadow-float outline-none transition-[opacity,transform] duration-120 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0 sm:inset-x-auto sm:top-[14dvh] sm:left-1/2 sm:w-[36rem] sm:-translate-x-1/2">
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          {/* Leads are matched by the server and the rest below, so cmdk must not filter again. */}
          <Command
            shouldFilter={false}
            loop
            label="Search and commands"
            value={marked}
            onValueChange={setMarked}
          >
            <div className="flex items-center gap-2.5 border-b border-line px-3.5">
              {state === "searching" ? (
                <LoaderCircle aria-hidden className="size-4 animate-spin text-faint" />
              ) : (
                <Search aria-hidden className="size-4 text-faint" />
              )}
              <Command.Input
                autoFocus
                value={text}
                onValueChange={setText}
                placeholder="Search leads, go to a screen, start something…"
                className="h-12 flex-1 bg-transparent text-base outline-none"
              />
              <Kbd keys="Esc" />
            </div>
            <Command.List className="max-h-[min(24rem,64dvh)] overflow-y-auto overscroll-contain p-1.5">
              {state === "failed" && (
                <p className="px-2 py-1.5 text-sm text-bad">Search did not answer. Type again to retry.</p>
              )}
              {leads.length > 0 && (
                <Command.Group heading="Leads" className={groupLook}>
                  {leads.map((lead) => (
                    <Item key={lead.id} value={lead.id} onSelect={() => go(`/leads/${lead.id}`)}>
                      <GradeChip grade={lead.grade} />
                      <span className="min-w-0 flex-1 truncate">
                        <span className="font-medium">{lead.name}</span>
                        {lead.company && <span className="text-muted"> · {lead.company.name}</span>}
                      </span>
                      <StageBadge stage={lead.stage} className="text-xs text-muted" />
                      <span className="w-7 text-right tabular-nums text-muted">{lead.score}</span>
                    </Item>
                  ))}
                </Command.Group>
              )}
              {wanted !== "" && (
                <Item
                  value="search-list"
                  onSelect={() => go(`/leads?${new URLSearchParams({ view: "all", q: text.trim() })}`)}
                >
                  <Search aria-hidden />
                  <span className="truncate">
                    Leads that match “{text.trim()}”
                    {state === "done" && leads.length === 0 && (
                      <span className="text-muted"> – none so far</span>
                    )}
                  </span>
                </Item>
              )}
              {shownScreens.length > 0 && (
                <Command.Group heading="Go to" className={groupLook}>
                  {shownScreens.map((screen) => {
                    const Icon = SCREEN_ICON[screen.key];
                    return (
                      <Item key={screen.key} value={screen.key} onSelect={() => go(screen.href)}>
                        <Icon aria-hidden />
                        <span className="flex-1">{screen.label}</span>
                        <Kbd keys={["g", screen.goKey]} />
                      </Item>
                    );
                  })}
                </Command.Group>
              )}
              {(offersLead || offersTheme) && (
                <Command.Group heading="Do" className={groupLook}>
                  {offersLead && (
                    <Item value="add-lead" onSelect={() => go("/leads/new")}>
                      <Plus aria-hidden />
                      <span className="flex-1">Add a lead</span>
                      <Kbd keys="c" />
                    </Item>
                  )}
                  {offersTheme && (
                    <Item
                      value="theme"
                      onSelect={() => {
                        setTheme(resolvedTheme === "dark" ? "light" : "dark");
                        close();
                      }}
                    >
                      {resolvedTheme === "dark" ? <Sun aria-hidden /> : <Moon aria-hidden />}
                      {resolvedTheme === "dark" ? "Use the light theme" : "Use the dark theme"}
                    </Item>
                  )}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2 text-sm data-[selected=true]:bg-sunken dark:data-[selected=true]:bg-line [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      {children}
    </Command.Item>
  );
}
