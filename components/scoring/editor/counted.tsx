"use client";

import { NumberInput, type NumberInputProps } from "./number-input";

/** A number inside a sentence with the words around it: "at most [3] times". */
export function Counted({ before, after, ...input }: NumberInputProps & { before?: string; after?: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {before && <span className="text-muted">{before}</span>}
      <NumberInput {...input} />
      {after && <span className="text-muted">{after}</span>}
    </span>
  );
}

/** Days of a window, a decay or a pause. */
export function CountedDays({ after = "days", ...rest }: Parameters<typeof Counted>[0]) {
  return <Counted min={1} max={3650} after={after} {...rest} />;
}
