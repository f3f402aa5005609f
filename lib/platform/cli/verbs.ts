import "server-only";
import type { Verb } from "./verb";
import { backupVerb, restoreVerb } from "./verbs/backup";
import { foldFunnelVerb } from "./verbs/funnel";
import { exportVerb, importVerb } from "./verbs/imports";
import { now } from "./verbs/now";
import { seedDemoVerb, seedScaleVerb } from "./verbs/sample";
import { rescoreVerb } from "./verbs/scoring";
import { addUserVerb, createApiKeyVerb, createWriteKeyVerb } from "./verbs/team";

/** Everything `npm run cli` can do. */
export const verbs: readonly Verb[] = [
  addUserVerb,
  createApiKeyVerb,
  createWriteKeyVerb,
  importVerb,
  exportVerb,
  rescoreVerb,
  foldFunnelVerb,
  seedDemoVerb,
  seedScaleVerb,
  backupVerb,
  restoreVerb,
  now,
];
