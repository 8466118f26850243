import "server-only";
import { db } from "../kit/db";

/** A mail that the demo kept instead of sending. */
export interface CapturedMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentAtMs: number;
  /** Of the patient with this address: the link in the mail asks for it. `YYYY-MM-DD`; null for staff. */
  readonly birthDate: string | null;
}

/** The newest captured mails, to one address or to all. Imported by demo routes alone. */
export async function listCapturedMail(to: string | null): Promise<readonly CapturedMail[]> {
  const rows = await db().mailMessage.findMany({
    where: to === null ? {} : { recipient: to },
    orderBy: { sentAt: "desc" },
    take: 50,
  });
  const patients = await db().patient.findMany({
    where: { email: { in: rows.map((row) => row.recipient) } },
    select: { email: true, birthDate: true },
  });
  const births = new Map(patients.map((patient) => [patient.email, patient.birthDate.toISOString().slice(0, 10)]));
  return rows.map((row) => ({
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    text: row.text,
    sentAtMs: row.sentAt.getTime(),
    birthDate: births.get(row.recipient) ?? null,
  }));
}
