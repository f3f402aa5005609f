import { UserRoundSearch } from "lucide-react";
import type { Metadata } from "next";
import { NewProfile } from "@/components/buyer-profiles/new-profile";
import { ProfileTable } from "@/components/buyer-profiles/profile-table";
import { StartingProfiles } from "@/components/buyer-profiles/starting-profiles";
import { ScoringTabs } from "@/components/scoring/scoring-tabs";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page";
import { countProfiles } from "@/lib/buyer-profiles/queries/matches";
import { profileList, profilesInForce } from "@/lib/buyer-profiles/queries/profiles";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { may } from "@/lib/team/permissions";

export const metadata: Metadata = { title: "Buyer profiles" };

/** Who the ideal customers are, and how many leads are of each kind. */
export default async function ProfilesPage() {
  const viewer = await requirePermission("scoring.read");
  const [profiles, inForce] = await Promise.all([profileList(db(), viewer), profilesInForce(db())]);
  const counts = await countProfiles(db(), viewer, inForce, readClock());
  const editable = may(viewer, "scoring.edit");
  return (
    <>
      <PageHeader
        title="Buyer profiles"
        description="Who the ideal customers are. Fit rules cite them, and each lead shows which one it is nearest to."
        actions={editable && <NewProfile />}
        tabs={<ScoringTabs current="profiles" />}
      />
      {profiles.length === 0 ? (
        <EmptyState
          icon={<UserRoundSearch />}
          title="No profile yet"
          action={editable && <StartingProfiles />}
        >
          {editable
            ? "Describe the customer you want more of: who they are, where they work, what drives them. Or begin with profiles of common buyers and make them yours; no score changes by it."
            : "Marketing describes here which customers you want more of."}
        </EmptyState>
      ) : (
        <ProfileTable profiles={profiles} counts={counts} />
      )}
    </>
  );
}
