"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toastDone, toastProblem } from "@/components/ui/toast";
import { editProfileVersion, retire } from "@/lib/buyer-profiles/actions";

/** Starts the draft from an older version. */
export function EditFrom({ id, version }: { id: string; version: number }) {
  const [pending, startTransition] = useTransition();
  return (
    <Button
      size="sm"
      disabled={pending}
      onClick={() =>
        startTransition(async () => {
          const result = await editProfileVersion({ id, version });
          // On success the action goes to the editor.
          if (result && !result.ok) toastProblem("No draft was made", result.message);
        })
      }
    >
      Start a draft from it
    </Button>
  );
}

/** Takes a profile out of use; publishing a version brings it back. */
export function Retire({ id, name }: { id: string; name: string }) {
  const [pending, startTransition] = useTransition();
  return (
    <Button
      look="ghost"
      size="sm"
      disabled={pending}
      onClick={() =>
        startTransition(async () => {
          const result = await retire({ id });
          if (result.ok) toastDone(`${name} is out of use`, "Publish a version of it to bring it back.");
          else toastProblem("It stays in use", result.message);
        })
      }
    >
      Take out of use
    </Button>
  );
}
