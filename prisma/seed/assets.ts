import type { AssetInput } from "@/lib/assets/schema";
import { documentTitle, PAGES, WEBINARS } from "./acts";

/** What the sample's company publishes, as its marketers listed it. */
export const SAMPLE_ASSETS: readonly AssetInput[] = [
  { name: documentTitle("handbook"), pattern: null, tags: ["approvals"], depth: "tofu" },
  { name: documentTitle("benchmark"), pattern: null, tags: ["month-end"], depth: "tofu" },
  { name: documentTitle("playbook"), pattern: null, tags: ["approvals", "change"], depth: "mofu" },
  { name: documentTitle("erp"), pattern: null, tags: ["approvals", "erp"], depth: "mofu" },
  { name: documentTitle("calculator"), pattern: null, tags: ["price"], depth: "bofu" },
  { name: documentTitle("checklist"), pattern: null, tags: ["buying"], depth: "bofu" },
  { name: WEBINARS[0], pattern: null, tags: ["month-end"], depth: "mofu" },
  { name: WEBINARS[1], pattern: null, tags: ["approvals"], depth: "mofu" },
  { name: "Blog", pattern: "/blog/*", tags: [], depth: "tofu" },
  { name: PAGES.checklist.title, pattern: PAGES.checklist.path, tags: ["month-end"], depth: "tofu" },
  { name: PAGES.limits.title, pattern: PAGES.limits.path, tags: ["audit"], depth: "tofu" },
  { name: PAGES.integrations.title, pattern: "/integrations/*", tags: ["erp"], depth: "mofu" },
  { name: PAGES.security.title, pattern: PAGES.security.path, tags: ["audit"], depth: "mofu" },
  { name: PAGES.mobile.title, pattern: PAGES.mobile.path, tags: ["mobile"], depth: "mofu" },
  { name: PAGES.customers.title, pattern: "/customers/*", tags: ["month-end"], depth: "mofu" },
  { name: "Comparisons", pattern: "/compare/*", tags: ["price"], depth: "bofu" },
  { name: "Pricing", pattern: "/pricing*", tags: ["price"], depth: "bofu" },
];
