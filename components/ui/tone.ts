/** What a colour says. It never says it alone: a tone always comes with a word or an icon. */
export type Tone = "neutral" | "accent" | "good" | "warn" | "bad" | "info";

export const SOFT_TONE: Record<Tone, string> = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent-text",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  info: "bg-info-soft text-info",
};

export const TEXT_TONE: Record<Tone, string> = {
  neutral: "text-muted",
  accent: "text-accent-text",
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
  info: "text-info",
};

export const FILL_TONE: Record<Tone, string> = {
  neutral: "bg-line-strong",
  accent: "bg-accent",
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
  info: "bg-info",
};
