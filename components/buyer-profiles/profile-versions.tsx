import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ProfileVersion } from "@/lib/buyer-profiles/queries/profiles";

/** Every version there was, newest first. None is ever changed. */
export function ProfileVersions({
  id,
  versions,
  shown,
}: {
  id: string;
  versions: readonly ProfileVersion[];
  shown: number;
}) {
  return (
    <nav aria-label="Versions">
      <h2 className="text-xs font-medium text-muted">Versions</h2>
      <ol className="mt-1">
        {versions.map(({ version, publishedAt, note, approvedBy, publishedBy }, position) => (
          <li key={version}>
            <Link
              href={position === 0 ? `/scoring/profiles/${id}` : `/scoring/profiles/${id}?version=${version}`}
              aria-current={version === shown ? "page" : undefined}
              className="block rounded-md px-2 py-1.5 transition-colors hover:bg-hover aria-[current]:bg-sunken lg:-mx-2"
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="font-medium">Version {version}</span>
                <RelativeTime at={publishedAt.toISOString()} className="text-xs text-muted" />
              </span>
              <span className="block text-xs text-muted">
                approved by {approvedBy ?? "Baton"}
                {publishedBy && publishedBy !== approvedBy && `, published by ${publishedBy}`}
              </span>
              {note && <span className="block text-xs text-pretty text-muted">{note}</span>}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
