import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { EditFrom, Retire } from "@/components/buyer-profiles/profile-actions";
import { ProfileText } from "@/components/buyer-profiles/profile-text";
import { ProfileVersions } from "@/components/buyer-profiles/profile-versions";
import { count, dayText, plural } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { profileDifferences } from "@/lib/buyer-profiles/diff";
import { countProfiles, type ProfileCounts } from "@/lib/buyer-profiles/queries/matches";
import { profileVersion, profileView } from "@/lib/buyer-profiles/queries/profiles";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { orNotFound } from "@/lib/platform/web/not-found";
import { modelInForce } from "@/lib/scoring/queries/models";
import { dayOf } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import { activityTypes } from "@/lib/tracking/queries";

export const metadata: Metadata = { title: "Buyer profile" };

/** One profile as a page one reads, with the leads that are of it and the rules that cite it. */
export default async function ProfilePage({ params, searchParams }: PageProps<"/scoring/profiles/[id]">) {
  const viewer = await requirePermission("scoring.read");
  const [{ id }, { version: asked }] = await Promise.all([params, searchParams]);
  const view = await orNotFound(profileView(db(), viewer, id));
  const newest = view.versions[0];
  if (!newest) redirect(`/scoring/profiles/${id}/edit`);
  const known = asked === undefined ? newest : view.versions.find(({ version }) => String(version) === asked);
  if (!known) notFound();
  const inUse = !view.retired;
  const [shown, inForce, model, { timeZone, currency }, types] = await Promise.all([
    profileVersion(db(), viewer, id, known.version),
    profileVersion(db(), viewer, id),
    modelInForce(db()),
    workspace(db()),
    activityTypes(db()),
  ]);
  const vocabulary = {
    typeLabel: (key: string) => types.find((type) => type.key === key)?.label ?? key,
    currency,
  };
  const before = shown.basedOn === null ? null : await profileVersion(db(), viewer, id, shown.basedOn);
  const counts = inUse ? (await countProfiles(db(), viewer, [inForce], readClock())).get(id) : undefined;
  const editable = may(viewer, "scoring.edit");
  const isInForce = inUse && shown.version === newest.version;
  const citing = model.document.rules.filter((rule) => rule.kind === "fit" && rule.profile?.id === id);
  return (
    <div className="mx-auto grid w-full max-w-6xl gap-x-12 gap-y-8 px-4 py-6 md:px-6 md:py-8 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <article
        aria-labelledby="profile-name"
        className="min-w-0 sm:rounded-lg sm:border sm:border-line sm:bg-surface sm:px-12 sm:py-10"
      >
        <p className="text-xs text-muted">
          <Link href="/scoring/profiles" className="underline-offset-4 hover:underline">
            Buyer profiles
          </Link>{" "}
          · version {shown.version}, {isInForce ? "in force" : inUse ? "replaced" : "no longer in use"},
          approved by {shown.approvedBy ?? "Baton"} on {dayText(dayOf(shown.publishedAt, timeZone))}
        </p>
        <h1 id="profile-name" className="mt-1 text-2xl font-semibold tracking-[-0.02em] text-pretty">
          {shown.document.name}
        </h1>
        {view.retired && (
          <Notice className="mt-3" tone="warn">
            No lead is compared with it any more. Publish a version to bring it back.
          </Notice>
        )}
        <ProfileText document={shown.document} vocabulary={vocabulary} />
        {before && <Changes items={profileDifferences(before.document, shown.document, vocabulary)} />}
      </article>
      <aside className="space-y-8 lg:sticky lg:top-20 lg:self-start">
        {editable && (
          <div className="flex flex-wrap gap-2">
            <LinkButton href={`/scoring/profiles/${id}/edit`} look="primary" size="sm">
              {view.hasDraft ? "Go on with the draft" : "Edit"}
            </LinkButton>
            {shown.version !== newest.version && <EditFrom id={id} version={shown.version} />}
            {inUse && <Retire id={id} name={inForce.document.name} />}
          </div>
        )}
        {counts && <Leads id={id} counts={counts} />}
        <section aria-labelledby="cited">
          <h2 id="cited" className="text-xs font-medium text-muted">
            Cited by
          </h2>
          {citing.length === 0 ? (
            <p className="mt-1 text-sm text-muted">
              No rule of the model in force. Choose it at a fit rule of the{" "}
              <Link href="/scoring" className="underline underline-offset-4">
                scoring model
              </Link>
              .
            </p>
          ) : (
            <ul className="mt-1 space-y-0.5 text-sm">
              {citing.map((rule) => (
                <li key={rule.id}>{rule.label}</li>
              ))}
            </ul>
          )}
        </section>
        <ProfileVersions id={id} versions={view.versions} shown={shown.version} />
      </aside>
    </div>
  );
}

function Leads({ id, counts: { matching, unknown, others } }: { id: string; counts: ProfileCounts }) {
  const all = matching + unknown + others;
  return (
    <section aria-labelledby="leads-of-it">
      <h2 id="leads-of-it" className="text-xs font-medium text-muted">
        Leads
      </h2>
      <p className="mt-1 text-2xl font-semibold tabular-nums">
        {count(matching)}
        <span className="text-sm font-normal text-muted"> of {count(all)}</span>
      </p>
      <p className="text-sm text-muted">
        are of this profile. {plural(unknown, "more may be", "more may be")}: what would tell is not known.
      </p>
      <Link
        href={`/leads?view=all&profile=${id}`}
        className="mt-1 inline-block text-sm text-accent-text underline-offset-4 hover:underline"
      >
        Show them
      </Link>
    </section>
  );
}

function Changes({ items }: { items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <section className="mt-9 border-t border-line pt-4 text-sm">
      <h2 className="text-xs font-medium text-muted">What this version changed</h2>
      <ul className="mt-1 space-y-1">
        {items.map((words) => (
          <li key={words} className="border-l-2 border-accent pl-2">
            {words}
          </li>
        ))}
      </ul>
    </section>
  );
}
