"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { toastProblem, toastUndo } from "@/components/ui/toast";
import { takeFromBin } from "@/lib/leads/actions";

/** Says on the list that a lead was just moved to the bin, and takes it out again on request. */
export function BinnedToast({ leadId }: { leadId: string }) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const said = useRef(false);
  useEffect(() => {
    if (said.current) return;
    said.current = true;
    toastUndo("Moved to the bin. It stays there for 30 days.", async () => {
      const result = await takeFromBin({ leadId });
      if (!result.ok) toastProblem("Not taken out of the bin", result.message);
      router.refresh();
    });
    const rest = new URLSearchParams(params);
    rest.delete("binned");
    router.replace(rest.size > 0 ? `${pathname}?${rest}` : pathname, { scroll: false });
  }, [leadId, params, pathname, router]);
  return null;
}
