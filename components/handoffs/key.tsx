import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";

/** The key of a control, for eyes only (assistive technology hears aria-keyshortcuts); gone where there is no keyboard or no room. */
export function Key({ name, onAccent = false }: { name: string; onAccent?: boolean }) {
  return (
    <span aria-hidden className="max-md:hidden pointer-coarse:hidden">
      <Kbd
        keys={name}
        className={cn(
          onAccent && "[&_kbd]:border-transparent [&_kbd]:bg-accent-hover [&_kbd]:text-accent-on",
        )}
      />
    </span>
  );
}
