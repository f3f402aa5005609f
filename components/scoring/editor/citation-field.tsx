"use client";

import { createContext, type ReactNode, useContext } from "react";
import { Select } from "@/components/ui/select";
import { withBound } from "@/lib/scoring/edit";
import type { FitRule, ProfileCitation } from "@/lib/scoring/model";
import { DetailLine } from "./engagement-fields";

export type CitableProfile = ProfileCitation & { retired: boolean };

const Citable = createContext<readonly CitableProfile[]>([]);

/** Tells the rules below which buyer profiles there are to cite. */
export function CitableProfiles({
  profiles,
  children,
}: {
  profiles: readonly CitableProfile[];
  children: ReactNode;
}) {
  return <Citable value={profiles}>{children}</Citable>;
}

const keyOf = ({ id, version }: ProfileCitation): string => `${id} ${version}`;

/** Which buyer profile a fit rule is made of. */
export function CitationField({ rule, onChange }: { rule: FitRule; onChange: (rule: FitRule) => void }) {
  const profiles = useContext(Citable);
  const cited = rule.profile;
  const newest = profiles.filter(
    (profile, index) => !profile.retired && profiles.findIndex(({ id }) => id === profile.id) === index,
  );
  const isOffered = cited === undefined || newest.some((profile) => keyOf(profile) === keyOf(cited));
  if (newest.length === 0 && cited === undefined) return null;
  return (
    <DetailLine label="Cites">
      <Select
        aria-label="Buyer profile that the rule is made of"
        value={cited ? keyOf(cited) : ""}
        onChange={(event) => {
          const chosen = newest.find((profile) => keyOf(profile) === event.target.value);
          onChange(
            withBound(
              rule,
              "profile",
              chosen ? { id: chosen.id, version: chosen.version, name: chosen.name } : null,
            ),
          );
        }}
        className="w-80"
      >
        <option value="">no buyer profile</option>
        {!isOffered && (
          <option value={keyOf(cited)}>
            {cited.name}, version {cited.version}
          </option>
        )}
        {newest.map((profile) => (
          <option key={profile.id} value={keyOf(profile)}>
            {profile.name}, version {profile.version}
          </option>
        ))}
      </Select>
    </DetailLine>
  );
}
