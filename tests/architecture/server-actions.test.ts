import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = new URL("../../", import.meta.url).pathname;

/** What anybody may call without signing in. A new one is a decision, made here. */
const PUBLIC = ["acceptInvitation", "requestPasswordReset", "resetPassword", "setUp", "signIn", "signOut"];

const sources = globSync("{app,components,lib}/**/*.{ts,tsx}", { cwd: ROOT }).map((file) => ({
  file,
  text: readFileSync(`${ROOT}${file}`, "utf8"),
}));

/** Files every export of which the browser can call, whoever imports them. */
const serverFiles = sources.filter(({ text }) => /^\s*["']use server["']/m.test(text));

type Export = { name: string; wrapper: string | undefined };

function exportsOf(text: string): Export[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("export"))
    .map((line) => {
      const found = /^export const (\w+) = (defineAction|definePublicAction)\(\{?$/.exec(line);
      return { name: found?.[1] ?? line, wrapper: found?.[2] };
    });
}

describe("server actions", () => {
  test("live in actions.ts of a concept, and there are some", () => {
    expect(serverFiles.length).toBeGreaterThan(2);
    const elsewhere = serverFiles.filter(
      ({ file }) =>
        !(file.startsWith("lib/") && (basename(file) === "actions.ts" || /\/actions\//.test(file))),
    );
    expect(elsewhere.map(({ file }) => file)).toEqual([]);
  });

  test.each(serverFiles.map(({ file, text }) => [file, text] as const))(
    "%s exports wrapped ones only",
    (_file, text) => {
      const exported = exportsOf(text);
      expect(exported.length).toBeGreaterThan(0);
      expect(exported.filter(({ wrapper }) => !wrapper).map(({ name }) => name)).toEqual([]);
    },
  );

  test("that need no session are these and no others", () => {
    const open = serverFiles
      .flatMap(({ text }) => exportsOf(text))
      .filter(({ wrapper }) => wrapper === "definePublicAction");
    expect(open.map(({ name }) => name).sort()).toEqual(PUBLIC);
  });

  test("a bare function is caught", () => {
    expect(
      exportsOf("export async function removeUser(id: string) {\n").every(({ wrapper }) => wrapper),
    ).toBe(false);
    expect(exportsOf("export const x = defineAction({\n")).toEqual([{ name: "x", wrapper: "defineAction" }]);
  });
});
