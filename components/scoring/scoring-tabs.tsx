import { TabLinks } from "@/components/ui/tabs";

const TABS = [
  { key: "model", href: "/scoring", label: "Model" },
  { key: "versions", href: "/scoring?tab=versions", label: "Versions" },
  { key: "backtest", href: "/scoring/backtest", label: "What if" },
  { key: "shadow", href: "/scoring/shadow", label: "Challenger" },
  { key: "drift", href: "/scoring/drift", label: "Drift" },
  { key: "profiles", href: "/scoring/profiles", label: "Buyer profiles" },
  { key: "assets", href: "/scoring/assets", label: "Assets" },
] as const;

/** The parts of scoring, on each of them. */
export function ScoringTabs({ current }: { current: (typeof TABS)[number]["key"] }) {
  return (
    <TabLinks
      label="Parts of scoring"
      tabs={TABS.map(({ key, href, label }) => ({ href, label, current: key === current }))}
    />
  );
}
