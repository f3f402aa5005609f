import "server-only";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";

/** Throws AppError forbidden for a viewer who may not read the funnel. */
export function refuseStrangers(viewer: Viewer): void {
  if (!may(viewer, "funnel.read")) throw new AppError("forbidden", "You may not read the funnel.");
}
