import type { Credentials } from "./access";

// Talks to a running app as browsers and programs do.

export type WireAnswer = { status: number; headers: Headers; text: string; json: unknown };

async function answerOf(response: Response): Promise<WireAnswer> {
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text ? JSON.parse(text) : null,
  };
}

/** One request; redirects are answers, not followed. */
export async function send(
  url: string,
  { method = "GET", as = {}, body }: { method?: string; as?: Credentials; body?: object } = {},
): Promise<WireAnswer> {
  const isForm = body instanceof FormData;
  const headers = { ...as, ...(body && !isForm ? { "content-type": "application/json" } : {}) };
  const content = body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) };
  return answerOf(await fetch(url, { method, headers, redirect: "manual", ...content }));
}

/** What an action answered: "ok", "redirect", or the code it refused with; `status 4xx` when it was not reached. */
export type ActionAnswer = { outcome: string; value: unknown; answer: WireAnswer };

/** Calls a server action by its id, as the script of a page does. */
export async function callAction(
  page: string,
  id: string,
  input: unknown,
  as: Credentials,
): Promise<ActionAnswer> {
  const response = await fetch(page, {
    method: "POST",
    headers: {
      ...as,
      accept: "text/x-component",
      "content-type": "text/plain;charset=UTF-8",
      "next-action": id,
    },
    body: JSON.stringify([input]),
    redirect: "manual",
  });
  const answer = await answerOf(response);
  if (answer.headers.has("x-action-redirect")) return { outcome: "redirect", value: null, answer };
  const result = resultIn(answer.text);
  if (!result) return { outcome: `status ${answer.status}`, value: null, answer };
  return result.ok
    ? { outcome: "ok", value: result.value, answer }
    : { outcome: result.code, value: null, answer };
}

type ActionResult = { ok: true; value: unknown } | { ok: false; code: string };

/** The answer stands in the row that row 0 refers to: `0:{"a":"$@1",…}`, `1:{"ok":true,…}`. */
function resultIn(text: string): ActionResult | null {
  const rows = new Map(
    text.split("\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1)] as const;
    }),
  );
  const row = /"a":"\$@(\w+)"/.exec(rows.get("0") ?? "")?.[1];
  const result = row ? rows.get(row) : undefined;
  return result?.startsWith('{"ok":') ? (JSON.parse(result) as ActionResult) : null;
}

/** Posts a form to a server action by its id, as a page without scripts does. */
export async function postForm(
  page: string,
  id: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
  as: Credentials,
): Promise<WireAnswer> {
  const body = new FormData();
  body.set(`$ACTION_ID_${id}`, "");
  for (const [name, value] of Object.entries(fields))
    for (const entry of typeof value === "string" ? [value] : value) body.append(name, entry);
  return send(page, { method: "POST", as, body });
}

/** An input of an action as the fields of a form: nested names with dots, lists as repeated fields. */
export function fieldsOf(input: object, prefix = ""): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue;
    const name = `${prefix}${key}`;
    if (Array.isArray(value)) fields[name] = value.map(String);
    else if (typeof value === "object") Object.assign(fields, fieldsOf(value, `${name}.`));
    else fields[name] = String(value);
  }
  return fields;
}
