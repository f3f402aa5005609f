import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterAll, describe, expect, test } from "vitest";
import { ROOT } from "@/lib/platform/root";
import { direction } from "./direction";

const PLACES = ["app", "components", "lib", "instrumentation.ts", "proxy.ts"];

async function cruiseFrom(baseDir: string, places: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    places,
    {
      baseDir,
      ruleSet: { forbidden: direction },
      validate: true,
      parser: "swc",
      tsPreCompilationDeps: true,
      doNotFollow: { path: "^node_modules/|^prisma/generated/|^tests/" },
      exclude: { path: "\\.(?:css|svg)$|^\\.next/" },
    },
    {
      alias: { "@": baseDir },
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  );
  return output as ICruiseResult;
}

const violationsOf = ({ summary }: ICruiseResult) =>
  summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);

const sourcesIn = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ts|tsx|mjs)$/.test(name))
    .map((name) => `${folder}/${name}`);

describe("the direction of imports", () => {
  test("every file of the product is seen, and none points the wrong way", async () => {
    const result = await cruiseFrom(ROOT, PLACES);
    expect(violationsOf(result)).toEqual([]);
    const seen = new Set(result.modules.map(({ source }) => source));
    const sources = ["app", "components", "lib"].flatMap(sourcesIn);
    expect(sources.length).toBeGreaterThan(300);
    expect(sources.filter((source) => !seen.has(source))).toEqual([]);
  });
});

describe("the gate itself", () => {
  const folder = mkdtempSync(join(ROOT, ".test-direction-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // One planted mistake for each rule that names a folder.
  const mistakes: Record<string, [file: string, imports: string]> = {
    "rules-use-no-packages": ["lib/handoffs/answer.ts", "zod"],
    "rules-use-no-node": ["lib/handoffs/answer.ts", "node:fs"],
    "rules-stay-at-home": ["lib/handoffs/answer.ts", "@/lib/routing/assign"],
    "rules-know-no-roles": ["lib/handoffs/answer.ts", "@/lib/handoffs/commands"],
    "rules-know-no-platform": ["lib/handoffs/answer.ts", "@/lib/platform/clock"],
    "shared-knows-nobody": ["lib/shared/day.ts", "@/lib/handoffs/other"],
    "schemas-only-describe": ["lib/handoffs/schema.ts", "@/lib/platform/clock"],
    "schemas-use-zod-only": ["lib/handoffs/schema.ts", "uuid"],
    "queries-only-read": ["lib/handoffs/queries.ts", "@/lib/handoffs/commands"],
    "commands-know-no-web": ["lib/handoffs/commands.ts", "@/lib/platform/web/action"],
    "jobs-call-commands": ["lib/handoffs/jobs.ts", "@/lib/handoffs/queries"],
    "actions-have-no-logic": ["lib/handoffs/actions.ts", "@/lib/platform/db/client"],
    "platform-is-below": ["lib/platform/mail/send.ts", "@/lib/handoffs/commands"],
    "roots-are-not-called": ["lib/handoffs/commands.ts", "@/lib/platform/cli/verb"],
    "clients-are-made-in-platform": ["lib/handoffs/commands.ts", "pg"],
    "routes-ask-no-database": ["app/inbox/page.tsx", "@/prisma/generated/client"],
    "lib-draws-nothing": ["lib/handoffs/commands.ts", "@/components/ui/button"],
    "components-get-props": ["components/handoffs/card.tsx", "@/lib/handoffs/queries"],
    "charts-in-one-place": ["components/handoffs/card.tsx", "recharts"],
    "routes-import-no-routes": ["app/inbox/page.tsx", "@/app/leads/page"],
    "tests-stay-outside": ["lib/handoffs/answer.ts", "@/tests/support/database"],
    "everything-resolves": ["lib/handoffs/answer.ts", "@/lib/handoffs/nowhere"],
  };

  const targets = [
    ...[
      "lib/routing/assign.ts",
      "lib/handoffs/other.ts",
      "lib/platform/clock.ts",
      "lib/platform/web/action.ts",
    ],
    ...["lib/platform/db/client.ts", "lib/platform/cli/verb.ts", "prisma/generated/client.ts"],
    ...["components/ui/button.tsx", "app/leads/page.tsx", "tests/support/database.ts"],
    ...["lib/handoffs/commands.ts", "lib/handoffs/queries.ts"],
  ];

  function plant(base: string, file: string, text: string): void {
    mkdirSync(dirname(join(base, file)), { recursive: true });
    writeFileSync(join(base, file), text);
  }

  test.each(Object.entries(mistakes))("%s is caught", async (rule, [file, imports]) => {
    const base = mkdtempSync(join(folder, "tree-"));
    for (const target of targets) plant(base, target, "export const thing = 1;\n");
    for (const name of ["zod", "uuid", "pg", "recharts"]) {
      plant(base, `node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" }));
      plant(base, `node_modules/${name}/index.js`, "exports.thing = 1;\n");
    }
    const spared = await cruiseFrom(base, ["app", "components", "lib"]);
    expect(violationsOf(spared)).toEqual([]);

    plant(base, file, `import { thing } from "${imports}";\nexport const typed: number = thing;\n`);
    const caught = await cruiseFrom(base, ["app", "components", "lib"]);
    expect(caught.summary.violations.map(({ rule: { name } }) => name)).toContain(rule);
  });

  test("two files that need each other are caught", async () => {
    const base = mkdtempSync(join(folder, "tree-"));
    plant(base, "lib/handoffs/a.ts", 'import { b } from "./b";\nexport const a: number = b;\n');
    plant(base, "lib/handoffs/b.ts", 'import { a } from "./a";\nexport const b: number = a;\n');
    const caught = await cruiseFrom(base, ["lib"]);
    expect(caught.summary.violations.map(({ rule: { name } }) => name)).toContain("no-cycles");
  });
});
