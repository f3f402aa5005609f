import { Link2Off } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";

/** What a link that works once shows when it no longer does. */
export function SpentLink({ children, action }: { children: ReactNode; action: ReactNode }) {
  return (
    <EmptyState icon={<Link2Off />} title="This link no longer works" action={action}>
      {children}
    </EmptyState>
  );
}
