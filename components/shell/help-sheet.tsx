"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { type Shortcut, useOfferedShortcuts } from "./shortcuts";

type HelpSheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  singleKeys: boolean;
  onSingleKeysChange: (on: boolean) => void;
};

const KEY_NAMES: Record<string, string> = { " ": "Space", Enter: "↵", Escape: "Esc" };

/** The keys of a shortcut as they stand on the keyboard. */
const keysOf = (shortcut: Pick<Shortcut, "keys">) =>
  shortcut.keys === " " ? ["Space"] : shortcut.keys.split(" ").map((key) => KEY_NAMES[key] ?? key);

/** Every key that does something here, and the switch for those that are a single key. */
export function HelpSheet({ open, onOpenChange, singleKeys, onSingleKeysChange }: HelpSheetProps) {
  const shortcuts = useOfferedShortcuts();
  const groups = Map.groupBy(shortcuts, (shortcut) => shortcut.group);
  return (
    <Dialog
      title="Keyboard"
      open={open}
      onOpenChange={onOpenChange}
      className="sm:w-[40rem]"
      footer={
        <Checkbox
          label="Use single-key shortcuts"
          hint="Off, only ⌘K or Ctrl K and the usual keys of forms work."
          checked={singleKeys}
          onChange={(event) => onSingleKeysChange(event.target.checked)}
          className="flex-1"
        />
      }
    >
      <div className="columns-1 gap-8 sm:columns-2">
        <section className="mb-4 break-inside-avoid">
          <h3 className="mb-1 text-xs text-faint">Always</h3>
          <KeyLine label="Search and commands" keys={["⌘K", "Ctrl K"]} />
        </section>
        {[...groups].map(([group, entries]) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-xs text-faint">{group}</h3>
            {entries.map((entry) => (
              <KeyLine key={entry.keys} label={entry.label} keys={keysOf(entry)} />
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function KeyLine({ label, keys }: { label: string; keys: readonly string[] }) {
  return (
    <div className="flex h-7 items-center justify-between gap-3">
      <span>{label}</span>
      <Kbd keys={keys} />
    </div>
  );
}
