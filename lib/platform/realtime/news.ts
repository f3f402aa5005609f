import { z } from "zod";
import type { Viewer } from "@/lib/team/viewer";

/** What is told without asking: that something of theirs changed, never what; "access" that rights or sessions did. */
const TOPICS = ["handoff", "alert", "access"] as const;
export type Topic = (typeof TOPICS)[number];

const news = z.object({
  topic: z.enum(TOPICS),
  /** The people it is about. */
  users: z.array(z.string()),
});

/** One notice: a topic and ids. Whoever is told reads the rest as themselves. */
export type News = z.output<typeof news>;

/** The text that travels through PostgreSQL, which takes at most 8000 bytes. */
export const encodeNews = (value: News): string => JSON.stringify(value);

/** The notice behind a text; null when it is not one of ours. */
export function decodeNews(text: string | undefined): News | null {
  try {
    return news.parse(JSON.parse(text ?? ""));
  } catch {
    return null;
  }
}

/** Whether this viewer is told: whom it is about, and of handoffs also those who look after everybody's. */
export function concerns(viewer: Viewer, { topic, users }: News): boolean {
  if (viewer.kind !== "user") return false;
  return users.includes(viewer.id) || (topic === "handoff" && viewer.role !== "rep");
}
