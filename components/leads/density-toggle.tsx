"use client";

import { Rows3, Rows4 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type PreferenceValue, remember } from "@/components/shell/preferences";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";

/** Comfortable or compact rows, remembered by this browser. */
export function DensityToggle({ density }: { density: PreferenceValue<"density"> }) {
  const router = useRouter();
  const compact = density === "compact";
  const label = compact ? "Comfortable rows" : "Compact rows";
  return (
    <Tooltip content={label}>
      <Button
        look="ghost"
        size="sm"
        shape="icon"
        aria-label={label}
        className="max-md:hidden"
        onClick={() => {
          remember("density", compact ? "cosy" : "compact");
          router.refresh();
        }}
      >
        {compact ? <Rows3 aria-hidden /> : <Rows4 aria-hidden />}
      </Button>
    </Tooltip>
  );
}
