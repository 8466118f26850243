import type { MailDraft } from "@/server/kit/mail";
import { db } from "@/server/kit/db";
import { openForPractice } from "@/server/kit/sealing";
import { mailPlace } from "@/server/kit/write-context";

interface MailJob {
  readonly mailId: string;
  readonly practiceId: string | null;
  readonly sealed: string;
}

/** The mails that wait to be sent to an address, oldest first. */
export async function waitingMails(to: string): Promise<MailDraft[]> {
  return (await everyWaitingMail()).filter((mail) => mail.to === to);
}

/** Every mail that waits to be sent, oldest first, opened as the worker opens them. */
export async function everyWaitingMail(): Promise<MailDraft[]> {
  const jobs = await db().$queryRaw<{ payload: MailJob }[]>`
    select j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'mail' order by j.id`;
  const mails: MailDraft[] = [];
  for (const { payload } of jobs) {
    const opened = await openForPractice(payload.practiceId, mailPlace(payload.mailId), Buffer.from(payload.sealed, "base64"));
    mails.push(JSON.parse(new TextDecoder().decode(opened)) as MailDraft);
  }
  return mails;
}
