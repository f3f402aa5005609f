"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { goToProvider } from "@/lib/platform/auth/go-to-provider";

type ProviderButtonsProps = {
  providers: readonly { key: string; name: string }[];
  /** A path of ours to go on to. */
  callbackUrl: string;
};

/** Ways to sign in with an account people have elsewhere; nothing where none is set up. */
export function ProviderButtons({ providers, callbackUrl }: ProviderButtonsProps) {
  const [leaving, setLeaving] = useState(false);
  if (providers.length === 0) return null;
  return (
    <ul className="mt-6 flex flex-col gap-2 border-line border-t pt-6">
      {providers.map(({ key, name }) => (
        <li key={key}>
          <Button
            look="secondary"
            size="lg"
            className="w-full"
            disabled={leaving}
            onClick={async () => {
              setLeaving(true);
              await goToProvider(key, callbackUrl).catch(() => setLeaving(false));
            }}
          >
            Continue with {name}
          </Button>
        </li>
      ))}
    </ul>
  );
}
