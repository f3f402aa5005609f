import { cn } from "./cn";

/** Up to two initials of a name. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => word?.[0]?.toUpperCase() ?? "").join("");
}

/** A person as initials in a disc. The name stands beside it or is its title. */
export function Avatar({
  name,
  size = "sm",
  className,
}: {
  name: string;
  size?: "sm" | "md";
  className?: string;
}) {
  return (
    <span
      aria-hidden
      title={name}
      className={cn(
        "inline-flex shrink-0 select-none items-center justify-center rounded-full bg-sunken font-semibold text-muted ring-1 ring-line ring-inset dark:bg-line",
        size === "sm" ? "size-5 text-[0.5625rem]" : "size-7 text-2xs",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
