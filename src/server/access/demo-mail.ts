import "server-only";
import { db } from "../kit/db";

/** A mail that the demo kept instead of sending. */
export interface CapturedMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentAtMs: number;
}

/** The newest captured mails, to one address or to all. Imported by demo routes alone. */
export async function listCapturedMail(to: string | null): Promise<readonly CapturedMail[]> {
  const rows = await db().mailMessage.findMany({
    where: to === null ? {} : { recipient: to },
    orderBy: { sentAt: "desc" },
    take: 50,
  });
  return rows.map((row) => ({
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    text: row.text,
    sentAtMs: row.sentAt.getTime(),
  }));
}
