import { redirect } from "next/navigation";
import { viewerOrNull } from "@/lib/platform/auth/session";
import { HOME } from "@/lib/team/home";

/** Everybody's first address: on to where their day begins, or to sign-in (and from there to set-up the first time). */
export default async function HomePage() {
  const viewer = await viewerOrNull();
  redirect(viewer ? HOME[viewer.role] : "/sign-in");
}
