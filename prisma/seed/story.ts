import { tellFronts } from "./stories/front";
import { tellPasts } from "./stories/past";
import { tellQueues } from "./stories/queues";
import type { World } from "./world";

/** The leads whose stories are told by hand. Answers the ids of those worth keeping beside the scoring editor. */
export function tellStories(world: World): () => string[] {
  const pinned = tellFronts(world);
  tellQueues(world);
  tellPasts(world);
  return () => pinned.flatMap(({ leadId }) => leadId ?? []);
}
