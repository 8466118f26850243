import "server-only";
import { config } from "@/server/kit/config";
import type { Tx } from "@/server/kit/db";
import type { MailDraft } from "@/server/kit/mail";
import { practiceMail, type MailValues } from "@/server/practice/practice-mail";
import type { VisitWithRecord } from "./repository";

/** Where the patient reads the summary. The address says nothing about anybody. */
export function summaryAddress(visitId: string): string {
  return `${config().BEDSIDE_ORIGIN}/visit/${visitId}/summary`;
}

async function write(tx: Tx, visit: VisitWithRecord, kind: "summary_ready" | "summary_code", values: MailValues): Promise<MailDraft | null> {
  const { practiceId, appointment } = visit;
  const { patient } = appointment;
  if (patient.email === null) return null;
  const { name: practice } = await tx.practice.findUniqueOrThrow({ where: { id: practiceId }, select: { name: true } });
  const name = patient.preferredName ?? patient.givenName;
  const words = await practiceMail(tx, { practiceId, kind, locale: patient.locale }, { name, practice, ...values });
  return { practiceId, to: patient.email, ...words };
}

/** Tells the patient that the summary is ready; null where we have no address. */
export function summaryReadyMail(tx: Tx, visit: VisitWithRecord): Promise<MailDraft | null> {
  return write(tx, visit, "summary_ready", { link: summaryAddress(visit.id) });
}

/** Carries the code that opens one summary. */
export function summaryCodeMail(tx: Tx, visit: VisitWithRecord, code: string): Promise<MailDraft | null> {
  return write(tx, visit, "summary_code", { code });
}
