import type { CSSProperties } from "react";

/** Diagonal lines over a colour: there, but not known as firmly as the rest. */
export const hatch = (colour: string, behind = "transparent"): CSSProperties => ({
  backgroundColor: behind,
  backgroundImage: `repeating-linear-gradient(-45deg, ${colour} 0 1.5px, transparent 1.5px 5px)`,
});
