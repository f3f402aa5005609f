import { Check, CircleHelp, X } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { Panel } from "@/components/ui/page";
import { AREA_LABEL, AREAS } from "@/lib/buyer-profiles/profile";
import type { LeadProfile } from "@/lib/buyer-profiles/queries/matches";
import { matchWords, truthWords } from "@/lib/buyer-profiles/words";
import type { Truth } from "@/lib/conditions/condition";

/** Which buyer profile a lead is nearest to, aspect by aspect, and how it stands to the others. */
export function LeadProfiles({ profiles }: { profiles: readonly LeadProfile[] }) {
  const [best, ...others] = profiles;
  if (!best) return null;
  return (
    <Panel title="Buyer profile">
      <p className="text-sm">
        <ProfileLink profile={best} className="font-medium" />
        <span className="block text-muted">
          {STANDING[String(best.match.truth) as keyof typeof STANDING]}: {matchWords(best.match)}
        </span>
      </p>
      <Aspects profile={best} />
      {others.length > 0 && (
        <details className="mt-3 text-sm">
          <summary className="cursor-pointer text-muted">
            {others.length === 1 ? "The other profile" : `The other ${others.length} profiles`}
          </summary>
          <ul className="mt-2 space-y-3">
            {others.map((profile) => (
              <li key={profile.id}>
                <ProfileLink profile={profile} className="font-medium" />
                <span className="block text-muted">
                  {STANDING[String(profile.match.truth) as keyof typeof STANDING]}:{" "}
                  {matchWords(profile.match)}
                </span>
                <Aspects profile={profile} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

const STANDING = {
  true: "It is one of them",
  null: "It may be one of them",
  false: "It is not one of them",
} as const;

const ProfileLink = ({ profile, className }: { profile: LeadProfile; className?: string }) => (
  <Link
    href={`/scoring/profiles/${profile.id}`}
    className={cn("underline-offset-4 hover:underline", className)}
  >
    {profile.document.name}
  </Link>
);

function Aspects({ profile: { match } }: { profile: LeadProfile }) {
  const inOrder = AREAS.flatMap((area) => match.aspects.filter(({ aspect }) => aspect.area === area));
  return (
    <ul className="mt-2 space-y-1 text-sm">
      {inOrder.map(({ aspect, truth }) => (
        <li key={aspect.id} className="flex items-start gap-2" title={AREA_LABEL[aspect.area]}>
          <Mark truth={truth} />
          <span className="min-w-0 flex-1 text-pretty">
            {aspect.label}
            {aspect.essential && <span className="text-muted"> (a must)</span>}
          </span>
          <span className={cn("shrink-0", truth === true ? "text-good" : "text-muted")}>
            {truthWords(truth)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Mark({ truth }: { truth: Truth }) {
  const look = "mt-0.5 size-4 shrink-0";
  if (truth === null) return <CircleHelp aria-hidden className={cn(look, "text-faint")} />;
  return truth ? (
    <Check aria-hidden className={cn(look, "text-good")} />
  ) : (
    <X aria-hidden className={cn(look, "text-muted")} />
  );
}
