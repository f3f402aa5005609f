import { Flame, Hand, MousePointerClick, Send } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import { HANDOFF_CAUSE_LABEL, type HandoffCause } from "@/lib/handoffs/handoff";

const CAUSE: Record<HandoffCause, { icon: typeof Hand; tone: Tone }> = {
  hand_raise: { icon: Hand, tone: "accent" },
  pql: { icon: MousePointerClick, tone: "info" },
  hot_score: { icon: Flame, tone: "warn" },
  manual: { icon: Send, tone: "neutral" },
};

/** Why the lead was offered to sales, in two or three words. */
export function CauseBadge({ cause }: { cause: HandoffCause }) {
  const { icon: Icon, tone } = CAUSE[cause];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {HANDOFF_CAUSE_LABEL[cause]}
    </Badge>
  );
}

/** The same as a small mark for narrow rows. */
export function CauseMark({ cause, className }: { cause: HandoffCause; className?: string }) {
  const { icon: Icon } = CAUSE[cause];
  return (
    <span title={HANDOFF_CAUSE_LABEL[cause]} className={className}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{HANDOFF_CAUSE_LABEL[cause]}</span>
    </span>
  );
}
