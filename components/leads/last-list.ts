/** The list that a lead was opened from: its address and the order of its rows. */
export type LastList = { href: string; ids: readonly string[] };

const KEY = "baton.list";

/** Keeps the list for this tab, so that a lead's page knows the way back and who comes next. */
export function rememberList(list: LastList): void {
  sessionStorage.setItem(KEY, JSON.stringify(list));
}

let read: { text: string | null; list: LastList | null } = { text: null, list: null };

/** The list of this tab, or null; the same object while it does not change. */
export function lastList(): LastList | null {
  const text = sessionStorage.getItem(KEY);
  if (text !== read.text) read = { text, list: text === null ? null : (JSON.parse(text) as LastList) };
  return read.list;
}
