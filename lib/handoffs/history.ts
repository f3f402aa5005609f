import type { HandoffStatus } from "./handoff";

/** An earlier offer of this lead to sales, as it ended. */
export type PastOffer = {
  passId: string;
  status: HandoffStatus;
  /** When it ended; an offer that still waits is not the past. */
  at: Date;
  /** Who answered, else who was asked. */
  who: string | null;
  reason: string | null;
  note: string | null;
};

/** A pass of this lead; `closedAt` null while it runs. */
export type PastPass = {
  id: string;
  number: number;
  closedAt: Date | null;
  closeKind: string | null;
  closeReason: string | null;
};

/** One line of what happened before: an offer's end, or a pass that ended without one. */
export type HistoryLine = {
  pass: number;
  /** Whether it belongs to the pass that is running now. */
  current: boolean;
  status: HandoffStatus | null;
  at: Date;
  who: string | null;
  reason: string | null;
  note: string | null;
  /** How the whole pass ended where the offer's answer does not say it already: "recycled" after an acceptance. */
  ended: { kind: string; reason: string | null } | null;
};

/** What happened to this lead in earlier offers and passes, newest first. */
export function historyOf(passes: readonly PastPass[], offers: readonly PastOffer[]): HistoryLine[] {
  return passes
    .flatMap((pass) =>
      linesOf(
        pass,
        offers.filter((offer) => offer.passId === pass.id),
      ),
    )
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

function linesOf(pass: PastPass, offers: readonly PastOffer[]): HistoryLine[] {
  const frame = { pass: pass.number, current: pass.closedAt === null };
  const ended = pass.closeKind === null ? null : { kind: pass.closeKind, reason: pass.closeReason };
  const last = [...offers].sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
  const lines = offers.map(({ passId: _, ...offer }) => ({
    ...frame,
    ...offer,
    ended: offer.at === last?.at && offer.status !== "rejected" ? ended : null,
  }));
  if (lines.length > 0 || pass.closedAt === null || ended === null) return lines;
  return [{ ...frame, status: null, at: pass.closedAt, who: null, reason: null, note: null, ended }];
}
