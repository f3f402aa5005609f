"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { Input } from "@/components/ui/input";

/** The day of the score as a date to type or pick; it lives in the address as `on`. */
export function DayChoice({ day, first, last }: { day: string; first: string; last: string }) {
  const [text, setText] = useState(day);
  useEffect(() => setText(day), [day]);
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const commit = (chosen: string) => {
    if (chosen === "" || chosen === day || chosen < first || chosen > last) return setText(day);
    const query = new URLSearchParams(search);
    if (chosen === last) query.delete("on");
    else query.set("on", chosen);
    router.push(`${path}${query.size > 0 ? `?${query}` : ""}`, { scroll: false });
  };
  return (
    <Input
      type="date"
      aria-label="Score as of"
      value={text}
      min={first}
      max={last}
      onChange={(event) => setText(event.target.value)}
      onBlur={(event) => commit(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && commit(event.currentTarget.value)}
      className="h-7 w-36 tabular-nums"
    />
  );
}
