"use client";

import { useMemo, useState } from "react";

export type Selection = {
  ids: ReadonlySet<string>;
  /** Of the rows on this page: all, some or none. */
  page: "all" | "some" | "none";
  toggle: (id: string, range?: boolean) => void;
  togglePage: () => void;
  clear: () => void;
};

/** Which of the listed rows are selected; what is no longer listed is no longer selected. */
export function useSelection(listed: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set());
  const [last, setLast] = useState<string | null>(null);
  const ids = useMemo(() => new Set(listed.filter((id) => chosen.has(id))), [listed, chosen]);
  const page = ids.size === 0 ? "none" : ids.size === listed.length ? "all" : "some";

  function toggle(id: string, range = false) {
    const next = new Set(ids);
    const [from, to] = [last === null ? -1 : listed.indexOf(last), listed.indexOf(id)];
    if (range && from >= 0)
      for (const each of listed.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each);
    else if (!next.delete(id)) next.add(id);
    setLast(id);
    setChosen(next);
  }

  return {
    ids,
    page,
    toggle,
    togglePage: () => setChosen(page === "all" ? new Set() : new Set(listed)),
    clear: () => setChosen(new Set()),
  };
}
