import "server-only";
import { deliverDueAlerts } from "@/lib/alerts/jobs";
import { sealAuditTrail } from "@/lib/audit/jobs";
import { settleExclusion } from "@/lib/exclusions/jobs";
import { foldFunnel } from "@/lib/funnel/jobs";
import { expireSilentHandoffs } from "@/lib/handoffs/jobs";
import { runImportJob, undoImportJob } from "@/lib/imports/jobs";
import { emptyLeadBin } from "@/lib/leads/jobs";
import { examineData } from "@/lib/operations/jobs";
import { deliverQueuedMail } from "@/lib/platform/mail/jobs";
import {
  calibrate,
  endLostRuns,
  refreshShadowScores,
  rescoreOutdated,
  sweepScores,
  watchBands,
} from "@/lib/scoring/jobs";
import { turnOfDay } from "@/lib/stages/jobs";
import { forgetExpiredAccess } from "@/lib/team/jobs";
import type { AnyJob } from "./job";
import { pulse } from "./pulse";

/** Every job a worker runs. A concept's `jobs.ts` defines its own; they are listed here. */
export const jobs: readonly AnyJob[] = [
  pulse,
  deliverDueAlerts,
  expireSilentHandoffs,
  foldFunnel,
  runImportJob,
  undoImportJob,
  settleExclusion,
  rescoreOutdated,
  sweepScores,
  refreshShadowScores,
  watchBands,
  calibrate,
  endLostRuns,
  turnOfDay,
  deliverQueuedMail,
  forgetExpiredAccess,
  examineData,
  sealAuditTrail,
  emptyLeadBin,
];
