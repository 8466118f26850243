import type { MailDraft } from "@/server/kit/mail";
import { db } from "@/server/kit/db";
import { openForPractice } from "@/server/kit/sealing";
import { mailPlace } from "@/server/kit/write-context";

interface MailJob {
  readonly mailId: string;
  readonly practiceId: string | null;
  readonly sealed: string;
}

/** The mails that wait to be sent to an address, oldest first, opened as the worker opens them. */
export async function waitingMails(to: string): Promise<MailDraft[]> {
  const jobs = await db().$queryRaw<{ payload: MailJob }[]>`
    select j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'mail' order by j.id`;
  return jobs
    .map(({ payload }) => {
      const opened = openForPractice(payload.practiceId, mailPlace(payload.mailId), Buffer.from(payload.sealed, "base64"));
      return JSON.parse(new TextDecoder().decode(opened)) as MailDraft;
    })
    .filter((mail) => mail.to === to);
}
