import { SearchX } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** The address leads to nothing, or to nothing this person may see. */
export default function ScreenNotFound() {
  return (
    <EmptyState
      icon={<SearchX />}
      title="There is nothing here"
      action={<LinkButton href="/leads">Go to leads</LinkButton>}
    >
      It may have been removed, merged into another record, or your role does not include it.
    </EmptyState>
  );
}
