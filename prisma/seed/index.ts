export { type LoadedSample, loadSampleWorkspace } from "./load";
export { type RemovedSample, removeSampleWorkspace } from "./remove";
export { type LoadedScale, type ScaleOrder, seedScaleWorkspace } from "./scale/load";
