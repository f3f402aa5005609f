import "server-only";
import type { Db } from "@/lib/platform/db/client";
import type { Viewer } from "@/lib/team/viewer";

export type AlertView = {
  id: string;
  title: string;
  body: string;
  /** The lead it is about; null when it is about none. */
  leadId: string | null;
  handoffId: string | null;
  /** Where it leads when it is about no lead. */
  href: string | null;
  /** RFC 3339. */
  createdAt: string;
  read: boolean;
};

export type AlertsView = { unread: number; latest: AlertView[] };

const LATEST = 20;

/** What stands under the viewer's bell: how many alerts they have not read, and the latest. Others' alerts are never seen. */
export async function alertsOf(db: Db, viewer: Viewer): Promise<AlertsView> {
  if (viewer.kind !== "user") return { unread: 0, latest: [] };
  const [unread, latest] = await Promise.all([
    db.alert.count({ where: { userId: viewer.id, readAt: null } }),
    db.alert.findMany({
      where: { userId: viewer.id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: LATEST,
      select: {
        id: true,
        title: true,
        body: true,
        leadId: true,
        handoffId: true,
        href: true,
        createdAt: true,
        readAt: true,
      },
    }),
  ]);
  return {
    unread,
    latest: latest.map(({ readAt, createdAt, ...alert }) => ({
      ...alert,
      createdAt: createdAt.toISOString(),
      read: readAt !== null,
    })),
  };
}
