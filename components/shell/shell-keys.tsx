"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { HelpSheet } from "./help-sheet";
import { type PreferenceValue, remember } from "./preferences";
import type { Screen } from "./screens";
import { useShortcut, useShortcutListener } from "./shortcuts";

type ShellKeysProps = {
  screens: readonly Screen[];
  mayCreate: boolean;
  singleKeys: PreferenceValue<"singleKeys">;
};

/** The keys that work on every screen: going to screens, the help sheet. */
export function ShellKeys({ screens, mayCreate, singleKeys }: ShellKeysProps) {
  const [enabled, setEnabled] = useState(singleKeys === "on");
  const [helpOpen, setHelpOpen] = useState(false);
  useShortcutListener(enabled);
  useShortcut({ keys: "?", label: "Show this sheet", group: "Anywhere", run: () => setHelpOpen(true) });
  return (
    <>
      {mayCreate && <PageKey keys="c" label="Add a lead" group="Anywhere" href="/leads/new" />}
      {screens.map((screen) => (
        <PageKey
          key={screen.key}
          keys={`g ${screen.goKey}`}
          label={screen.label}
          group="Go to"
          href={screen.href}
        />
      ))}
      <HelpSheet
        open={helpOpen}
        onOpenChange={setHelpOpen}
        singleKeys={enabled}
        onSingleKeysChange={(on) => {
          setEnabled(on);
          remember("singleKeys", on ? "on" : "off");
        }}
      />
    </>
  );
}

function PageKey({ href, ...shortcut }: { keys: string; label: string; group: string; href: string }) {
  const router = useRouter();
  useShortcut({ ...shortcut, run: () => router.push(href) });
  return null;
}
