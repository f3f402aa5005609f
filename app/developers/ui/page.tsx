import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ClockProvider } from "@/components/ui/clock-provider";
import { PageHeader } from "@/components/ui/page";
import { readClock } from "@/lib/platform/clock";
import { ControlSpecimens } from "./control-specimens";
import { DataSpecimens } from "./data-specimens";
import { LayerSpecimens } from "./layer-specimens";

export const metadata: Metadata = { title: "Components" };

/** Every component in every state, in both themes side by side. Development only. */
export default function ComponentsPage() {
  if (process.env.NODE_ENV === "production") notFound();
  const now = readClock();
  return (
    <ClockProvider now={now.toISOString()} zone="Europe/Berlin">
      <main>
        <PageHeader title="Components" description="Every part in every state. Development only." />
        <div className="grid xl:grid-cols-2">
          {(["light", "dark"] as const).map((theme) => (
            <div key={theme} className={`${theme} bg-background px-6 py-6 text-text`}>
              <ControlSpecimens />
              <DataSpecimens now={now} />
              <LayerSpecimens />
            </div>
          ))}
        </div>
      </main>
    </ClockProvider>
  );
}
