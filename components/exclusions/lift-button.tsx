"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toastDone, toastProblem } from "@/components/ui/toast";
import { countAgain } from "@/lib/exclusions/actions";

/** Lets count again what an exclusion took out. */
export function LiftButton({ id, name }: { id: string; name: string }) {
  const [pending, startTransition] = useTransition();
  const lift = () =>
    startTransition(async () => {
      const result = await countAgain({ id });
      if (result.ok) toastDone("It counts again");
      else toastProblem("The exclusion stays", result.message);
    });
  return (
    <Button size="sm" aria-label={`Lift: ${name}`} disabled={pending} aria-busy={pending} onClick={lift}>
      Lift
    </Button>
  );
}
