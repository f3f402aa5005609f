import type { Chance } from "@/prisma/seed/chance";
import type { Answer, Client } from "./client";

export type SentEvent = { leadId: string; type: string; activityId: string | null };
export type SentAnswer = { leadId: string; kind: "accept" | "reject"; acknowledged: boolean };

/**
 * What the clients know: everything they sent, and what of it was acknowledged. Held against the database afterwards, it
 * tells what was lost and what was doubled.
 */
export type Ledger = {
  /** By message id; with the id that the acknowledgement named. */
  events: Map<string, SentEvent>;
  /** By handoff. */
  answers: Map<string, SentAnswer>;
  /** Answers that no client should ever get. */
  wrong: string[];
};

export const newLedger = (): Ledger => ({ events: new Map(), answers: new Map(), wrong: [] });

const TYPES = ["page_viewed", "pricing_viewed", "content_downloaded", "email_clicked", "product_used"];

export type Work = {
  client: Client;
  chance: Chance;
  ledger: Ledger;
  /** Tells the workers apart, and runs on one database. */
  name: string;
  stopped: () => boolean;
};

/** Sends events to leads until stopped, mostly with patience, now and then an acknowledged one again. */
export async function sendEvents(work: Work, leads: readonly string[]): Promise<void> {
  const { client, chance, ledger, name } = work;
  for (let count = 0; !work.stopped(); count += 1) {
    const leadId = chance.pick(leads);
    const type = chance.pick(TYPES);
    const messageId = `${name}-${count}`;
    const sent: SentEvent = { leadId, type, activityId: null };
    ledger.events.set(messageId, sent);
    const path = `/api/v1/leads/${leadId}/activities`;
    const patient = chance.happens(0.8);
    const answer = patient
      ? await client.insist("POST", path, { type, messageId })
      : await client.call("POST", path, { type, messageId });
    if (!answer || answer.status === 503) continue;
    acknowledge(ledger, messageId, answer);
    if (chance.happens(0.1)) {
      const again = await client.insist("POST", path, { type, messageId });
      if (again.status !== 200 || again.body.id !== sent.activityId)
        ledger.wrong.push(`the repeat of ${messageId} was answered ${describe(again)}`);
    }
  }
}

function acknowledge(ledger: Ledger, messageId: string, answer: Answer): void {
  const sent = ledger.events.get(messageId)!;
  if ((answer.status !== 201 && answer.status !== 200) || typeof answer.body.id !== "string")
    ledger.wrong.push(`${messageId} was answered ${describe(answer)}`);
  else sent.activityId = answer.body.id;
}

/** Brings new leads up to a handoff and answers it, until stopped. */
export async function answerHandoffs(work: Work): Promise<void> {
  for (let count = 0; !work.stopped(); count += 1) await passOn(work, `${work.name}-${count}`);
}

async function passOn({ client, chance, ledger }: Work, name: string): Promise<void> {
  const lead = await client.insist("POST", "/api/v1/leads", leadNamed(name));
  if (![200, 201].includes(lead.status)) {
    ledger.wrong.push(`a new lead was answered ${describe(lead)}`);
    return;
  }
  const leadId = String(lead.body.id);
  const messageId = `${name}-demo`;
  ledger.events.set(messageId, { leadId, type: "demo_requested", activityId: null });
  const asked = await client.insist("POST", `/api/v1/leads/${leadId}/activities`, {
    type: "demo_requested",
    messageId,
  });
  acknowledge(ledger, messageId, asked);

  const pending = await client.insist("GET", "/api/v1/handoffs?status=pending&limit=200");
  const handoff = (pending.body.data as { id: string; leadId: string }[] | undefined)?.find(
    (candidate) => candidate.leadId === leadId,
  );
  if (!handoff) {
    ledger.wrong.push(`the request for a demo of ${name} opened no handoff: ${describe(pending)}`);
    return;
  }
  await decide({ client, chance, ledger }, handoff.id, leadId);
}

async function decide(
  { client, chance, ledger }: Pick<Work, "client" | "chance" | "ledger">,
  handoffId: string,
  leadId: string,
): Promise<void> {
  const kind = chance.pick(["accept", "reject"] as const);
  const sent: SentAnswer = { leadId, kind, acknowledged: false };
  ledger.answers.set(handoffId, sent);
  const answer = await client.insist(
    "POST",
    `/api/v1/handoffs/${handoffId}/${kind}`,
    kind === "accept" ? {} : { reason: "not-ready" },
  );
  const status = kind === "accept" ? "accepted" : "rejected";
  const { handoff } = answer.body as { handoff?: { status: string } };
  // An earlier try may have been heard although its answer got lost: then the conflict must show this very decision.
  const own = answer.status === 409 && answer.inDoubt && handoff?.status === status;
  if ((answer.status === 200 && answer.body.status === status) || own) sent.acknowledged = true;
  else ledger.wrong.push(`${kind} of ${handoffId} was answered ${describe(answer)}`);
}

/** A lead that fits, so that a request for a demo makes it an MQL that sales is offered. */
export const leadNamed = (name: string) => ({
  email: `${name}@harbour-works.com`,
  firstName: "Ines",
  lastName: "Roth",
  title: "Head of Operations",
  country: "Germany",
  company: { name: "Harbour Works", domain: "harbour-works.com", industry: "Manufacturing", employees: 400 },
  source: "website",
  channel: "organic_search",
});

const describe = ({ status, body }: Answer): string => `${status} ${JSON.stringify(body).slice(0, 300)}`;
