import "server-only";
import { createTranslator } from "use-intl/core";
import { isOfferedLocale, DEFAULT_LOCALE } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { config } from "@/server/kit/config";
import type { MailDraft } from "@/server/kit/mail";
import type { VisitWithRecord } from "./repository";

async function mailWords(locale: string) {
  const known = isOfferedLocale(locale) ? locale : DEFAULT_LOCALE;
  return createTranslator({ locale: known, messages: await loadMessages(known), namespace: "mail.record" });
}

/** Where the patient reads the summary. The address says nothing about anybody. */
export function summaryAddress(visitId: string): string {
  return `${config().BEDSIDE_ORIGIN}/visit/${visitId}/summary`;
}

/** Tells the patient that the summary is ready; null where we have no address. */
export async function summaryReadyMail(visit: VisitWithRecord): Promise<MailDraft | null> {
  const { patient } = visit.appointment;
  if (patient.email === null) return null;
  const t = await mailWords(patient.locale);
  return {
    practiceId: visit.practiceId,
    to: patient.email,
    subject: t("readySubject"),
    text: t("readyText", { name: patient.preferredName ?? patient.givenName, address: summaryAddress(visit.id) }),
  };
}

/** Carries the code that opens one summary. */
export async function summaryCodeMail(visit: VisitWithRecord, code: string): Promise<MailDraft | null> {
  const { patient } = visit.appointment;
  if (patient.email === null) return null;
  const t = await mailWords(patient.locale);
  return {
    practiceId: visit.practiceId,
    to: patient.email,
    subject: t("codeSubject"),
    text: t("codeText", { name: patient.preferredName ?? patient.givenName, code }),
  };
}
