import "server-only";
import { PushEvent } from "@/core/kit/topics";
import { db } from "./db";
import { runDurable } from "./durable";
import { JOBS } from "./jobs";
import { MailDraft } from "./mail";
import { mailPort } from "./mail-port";
import { openForPractice } from "./sealing";
import { mailPlace } from "./write-context";

/** Job `outbox`: runs an event's handlers and marks its row. Rows done before are left alone. */
export async function deliverOutbox(payload: unknown, nowMs: number): Promise<void> {
  const { outboxId } = JOBS.outbox.parse(payload);
  const row = await db().outbox.findUnique({ where: { id: BigInt(outboxId) } });
  if (row === null || row.deliveredAt !== null) return;
  const event = PushEvent.parse({ topic: row.topic, ids: row.payload });
  await runDurable(event.topic, event.ids, { nowMs, requestId: `outbox-${outboxId}` });
  await db().outbox.update({ where: { id: row.id }, data: { deliveredAt: new Date(nowMs) } });
}

/** Job `mail`: opens the draft and hands it to the mail port. */
export async function deliverMail(payload: unknown): Promise<void> {
  const { mailId, practiceId, sealed } = JOBS.mail.parse(payload);
  const opened = await openForPractice(practiceId, mailPlace(mailId), Buffer.from(sealed, "base64"));
  const draft = MailDraft.parse(JSON.parse(new TextDecoder().decode(opened)));
  await mailPort().send(draft, mailId);
}
