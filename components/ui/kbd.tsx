import { cn } from "./cn";

/** Keys as people see them on the keyboard; several are pressed one after the other. */
export function Kbd({ keys, className }: { keys: string | readonly string[]; className?: string }) {
  const list = typeof keys === "string" ? [keys] : keys;
  return (
    <span className={cn("inline-flex items-center gap-0.5", className)}>
      {list.map((key, position) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: the same key may be pressed twice; the list never changes
          key={position}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans text-2xs text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
