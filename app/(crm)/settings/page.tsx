import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/platform/auth/session";
import { mayAny } from "@/lib/team/permissions";

/** Settings begin with the people for those who look after them, with one's own account for everybody else. */
export default async function SettingsPage() {
  const viewer = await requireViewer();
  redirect(mayAny(viewer, "team.read") ? "/settings/people" : "/settings/account");
}
