import type { z } from "zod";
import type { previewOut } from "@/lib/scoring/api";

/** What the preview endpoint answers; the page's first answer has the same shape. */
export type PreviewView = z.output<typeof previewOut>;

export type PreviewedLeadView = PreviewView["leads"][number];
