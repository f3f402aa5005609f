import { SearchX } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** An address outside every screen. */
export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center">
      <EmptyState
        icon={<SearchX />}
        title="There is nothing here"
        action={<LinkButton href="/">To Baton</LinkButton>}
      >
        The address may be mistyped or out of date.
      </EmptyState>
    </main>
  );
}
