import { PenLine } from "lucide-react";

type SignaturesProps = { marketing: string | null; sales: string | null };

/** The two names at the foot: the agreement binds both sides. */
export function Signatures({ marketing, sales }: SignaturesProps) {
  return (
    <dl className="mt-12 grid gap-x-10 gap-y-8 sm:grid-cols-2">
      <Signature side="For marketing" name={marketing} />
      <Signature side="For sales" name={sales} />
    </dl>
  );
}

function Signature({ side, name }: { side: string; name: string | null }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="border-t border-line-strong pt-1 text-xs text-muted">{side}</dt>
      <dd className="flex h-9 items-center gap-1.5 text-base">
        {name === null ? (
          <span className="text-muted">Not signed yet</span>
        ) : (
          <>
            <PenLine aria-hidden className="size-4 text-good" />
            <span>
              Signed by <span className="font-medium">{name}</span>
            </span>
          </>
        )}
      </dd>
    </div>
  );
}
