import type { Metadata } from "next";
import { ProfileEditor } from "@/components/buyer-profiles/profile-editor";
import { profileDraft, profileVersion, profileView } from "@/lib/buyer-profiles/queries/profiles";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { orNotFound } from "@/lib/platform/web/not-found";
import { people } from "@/lib/team/queries";
import { activityTypes } from "@/lib/tracking/queries";

export const metadata: Metadata = { title: "Write a buyer profile" };

/** The draft of a profile's next version. */
export default async function EditProfilePage({ params }: PageProps<"/scoring/profiles/[id]/edit">) {
  const viewer = await requirePermission("scoring.edit");
  const { id } = await params;
  const [draft, view] = await Promise.all([
    orNotFound(profileDraft(db(), viewer, id)),
    orNotFound(profileView(db(), viewer, id)),
  ]);
  const published = view.versions.length > 0 ? await profileVersion(db(), viewer, id) : null;
  const [persons, types] = await Promise.all([people(db(), viewer), activityTypes(db())]);
  return (
    <ProfileEditor
      // What somebody else published meanwhile begins an editor of its own.
      key={published?.version ?? 0}
      id={id}
      draft={{ document: draft.document, revision: draft.revision }}
      published={published && { document: published.document, version: published.version }}
      people={persons.map(({ id, name }) => ({ id, name }))}
      viewerId={viewer.id}
      types={types.map(({ key, label }) => ({ key, label }))}
    />
  );
}
