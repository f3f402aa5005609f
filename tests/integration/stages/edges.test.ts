import { expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { STAGES } from "@/lib/stages/stages";
import { isLegal, TRANSITION_KINDS } from "@/lib/stages/transitions";
import { useDatabase } from "@/tests/support/database";

useDatabase();

test("the database holds the same table of legal edges as the code", async () => {
  const stored = await db().stageEdge.findMany();
  const known = STAGES.flatMap((from) =>
    STAGES.flatMap((to) =>
      TRANSITION_KINDS.filter((kind) => isLegal(from, to, kind)).map((kind) => `${from} → ${to} (${kind})`),
    ),
  );
  expect(stored.map(({ fromStage, toStage, kind }) => `${fromStage} → ${toStage} (${kind})`).sort()).toEqual(
    known.sort(),
  );
});
