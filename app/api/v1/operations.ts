import { endpointsOf } from "@/lib/platform/web/openapi";
import * as asset from "./assets/[id]/route";
import * as assets from "./assets/route";
import * as buyerProfileDraftPublish from "./buyer-profiles/[id]/draft/publish/route";
import * as buyerProfileDraft from "./buyer-profiles/[id]/draft/route";
import * as buyerProfile from "./buyer-profiles/[id]/route";
import * as buyerProfileVersion from "./buyer-profiles/[id]/versions/[n]/route";
import * as buyerProfiles from "./buyer-profiles/route";
import * as exclusion from "./exclusions/[id]/route";
import * as exclusionPreview from "./exclusions/preview/route";
import * as exclusions from "./exclusions/route";
import * as handoffAccept from "./handoffs/[id]/accept/route";
import * as handoffReassign from "./handoffs/[id]/reassign/route";
import * as handoffReject from "./handoffs/[id]/reject/route";
import * as handoffReturn from "./handoffs/[id]/return/route";
import * as handoffs from "./handoffs/route";
import * as importErrors from "./imports/[id]/errors.csv/route";
import * as importStatus from "./imports/[id]/route";
import * as importUndo from "./imports/[id]/undo/route";
import * as imports from "./imports/route";
import * as leadActivities from "./leads/[id]/activities/route";
import * as leadProfiles from "./leads/[id]/buyer-profiles/route";
import * as leadHandoff from "./leads/[id]/handoff/route";
import * as leadInterests from "./leads/[id]/interests/route";
import * as lead from "./leads/[id]/route";
import * as leadScore from "./leads/[id]/score/route";
import * as leadTimeline from "./leads/[id]/timeline/route";
import * as leadTransitions from "./leads/[id]/transitions/route";
import * as leads from "./leads/route";
import * as metric from "./metrics/[kpi]/route";
import * as metricRows from "./metrics/[kpi]/rows/route";
import * as metrics from "./metrics/route";
import * as reasons from "./reasons/route";
import * as scoringModel from "./scoring-models/[n]/route";
import * as scoringChallenger from "./scoring-models/challenger/route";
import * as scoringBacktestLeads from "./scoring-models/draft/backtest/leads/route";
import * as scoringBacktest from "./scoring-models/draft/backtest/route";
import * as scoringDraftPreview from "./scoring-models/draft/preview/route";
import * as scoringDraftPublish from "./scoring-models/draft/publish/route";
import * as scoringDraft from "./scoring-models/draft/route";
import * as scoringModels from "./scoring-models/route";
import * as users from "./users/route";

/** Every endpoint of the API, in the order of its documentation. A test holds this list against the files. */
export const operations = endpointsOf([
  leads,
  lead,
  leadScore,
  leadProfiles,
  leadInterests,
  leadTimeline,
  leadActivities,
  leadTransitions,
  leadHandoff,
  handoffs,
  handoffAccept,
  handoffReject,
  handoffReturn,
  handoffReassign,
  imports,
  importStatus,
  importUndo,
  importErrors,
  scoringModels,
  scoringModel,
  scoringDraft,
  scoringDraftPreview,
  scoringBacktest,
  scoringBacktestLeads,
  scoringDraftPublish,
  scoringChallenger,
  exclusions,
  exclusion,
  exclusionPreview,
  buyerProfiles,
  buyerProfile,
  buyerProfileVersion,
  buyerProfileDraft,
  buyerProfileDraftPublish,
  assets,
  asset,
  metrics,
  metric,
  metricRows,
  users,
  reasons,
]);
