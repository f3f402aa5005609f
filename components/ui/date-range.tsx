"use client";

import { CalendarRange } from "lucide-react";
import Link from "next/link";
import { useId } from "react";
import { Button } from "./button";
import { dayText } from "./format";
import { Input } from "./input";
import { Popover } from "./popover";

type DateRangeProps = {
  /** First and last day, both inclusive, "YYYY-MM-DD" in the workspace zone. */
  from: string;
  to: string;
  presets: readonly { label: string; href: string; current?: boolean }[];
  /** Where the form goes, and what else stays in the address. */
  action: string;
  keep: Readonly<Record<string, string>>;
};

/** The days a page looks at: presets as links, any two days by hand. It lives in the address as `from` and `to`. */
export function DateRange({ from, to, presets, action, keep }: DateRangeProps) {
  const id = useId();
  return (
    <Popover
      label="Choose the days"
      trigger={
        <Button>
          <CalendarRange aria-hidden className="text-muted" />
          {dayText(from)} – {dayText(to)}
        </Button>
      }
      className="w-72 p-2"
    >
      <ul>
        {presets.map((preset) => (
          <li key={preset.href}>
            <Link
              href={preset.href}
              scroll={false}
              aria-current={preset.current ? "true" : undefined}
              className="flex h-8 items-center rounded-sm px-2 hover:bg-sunken pointer-coarse:h-11 aria-[current]:font-medium aria-[current]:text-accent-text dark:hover:bg-line"
            >
              {preset.label}
            </Link>
          </li>
        ))}
      </ul>
      <form action={action} className="mt-1 border-t border-line px-2 pt-2">
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="grid grid-cols-2 gap-2">
          <label htmlFor={`${id}-from`} className="text-xs text-muted">
            From
            <Input
              id={`${id}-from`}
              type="date"
              name="from"
              defaultValue={from}
              max={to}
              required
              className="mt-1"
            />
          </label>
          <label htmlFor={`${id}-to`} className="text-xs text-muted">
            To, included
            <Input id={`${id}-to`} type="date" name="to" defaultValue={to} required className="mt-1" />
          </label>
        </div>
        <Button type="submit" look="primary" size="sm" className="mt-2 w-full">
          Show these days
        </Button>
      </form>
    </Popover>
  );
}
