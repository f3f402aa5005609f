export type { HandoffCard } from "./cards";
export { type Decision, decisions, type WireSequel } from "./decisions";
export { type InboxView, inbox, inboxCount } from "./inbox";
export { handoffList } from "./list";
export { repLoads } from "./loads";
export { cameBack, type HeldCounts, type HeldLead, heldCounts, warmQueue } from "./marketing";
export type { HandoffOutcome } from "./outcome";
