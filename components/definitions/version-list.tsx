import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";

type VersionListProps = {
  /** Newest first; the first one is in force. */
  versions: readonly { version: number; createdAt: string; note: string | null; signatures: number }[];
  shown: number;
};

/** Every version there was. None is ever changed. */
export function VersionList({ versions, shown }: VersionListProps) {
  return (
    <nav aria-label="Versions">
      <h2 className="text-xs font-medium text-muted">Versions</h2>
      <ol className="mt-1">
        {versions.map(({ version, createdAt, note, signatures }, position) => (
          <li key={version}>
            <Link
              href={position === 0 ? "/definitions" : `/definitions?version=${version}`}
              aria-current={version === shown ? "page" : undefined}
              className="block rounded-md px-2 py-1.5 transition-colors hover:bg-hover aria-[current]:bg-sunken lg:-mx-2"
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="font-medium">Version {version}</span>
                <RelativeTime at={createdAt} className="text-xs text-muted" />
              </span>
              <span className="block text-xs text-muted">
                {[position === 0 ? "in force" : "", signatureWords(signatures)].filter(Boolean).join(", ")}
              </span>
              {note && <span className="block text-xs text-pretty text-muted">{note}</span>}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const signatureWords = (count: number): string =>
  count === 2 ? "signed by both" : count === 1 ? "one signature" : "not signed yet";
