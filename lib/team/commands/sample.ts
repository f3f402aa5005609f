import "server-only";
import {
  type LoadedSample,
  type LoadedScale,
  loadSampleWorkspace,
  type RemovedSample,
  removeSampleWorkspace,
  type ScaleOrder,
  seedScaleWorkspace,
} from "@/prisma/seed";
import type { Caller } from "../viewer";

export type { LoadedSample, RemovedSample };

/** Fills the workspace with a story to look around in. `conflict` when it is there already. */
export const loadSample = (caller: Caller): Promise<LoadedSample> => loadSampleWorkspace(caller);

/** Takes all of the story away again; what people made themselves stays. `not_found` when there is none. */
export const removeSample = (caller: Caller): Promise<RemovedSample> => removeSampleWorkspace(caller);

/** Fills a workspace without leads with as many as a benchmark wants. `conflict` when there are leads already. */
export const seedScale = (caller: Caller, order: ScaleOrder): Promise<LoadedScale> =>
  seedScaleWorkspace(caller, order);
