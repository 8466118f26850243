import "server-only";
import { createTranslator } from "use-intl/core";
import { DEFAULT_LOCALE, isOfferedLocale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import type { MailDraft } from "../kit/mail";

/** To whom and from which practice a mail about people goes. */
interface Envelope {
  readonly practiceId: string;
  readonly practice: string;
  readonly to: string;
  readonly locale: string;
}

async function wordsIn(locale: string) {
  const known = isOfferedLocale(locale) ? locale : DEFAULT_LOCALE;
  return createTranslator({ locale: known, messages: await loadMessages(known), namespace: "mail.people" });
}

/** Asks whoever reads this address whether they want to be on file. The same whether or not they are known (PPL-11). */
export async function confirmMail(to: Envelope, url: string): Promise<MailDraft> {
  const t = await wordsIn(to.locale);
  return { practiceId: to.practiceId, to: to.to, subject: t("confirmSubject"), text: t("confirmText", { practice: to.practice, url }) };
}

/** The practice has taken a registration up. */
export async function acceptedMail(to: Envelope, name: string, url: string): Promise<MailDraft> {
  const t = await wordsIn(to.locale);
  return { practiceId: to.practiceId, to: to.to, subject: t("acceptedSubject"), text: t("acceptedText", { name, practice: to.practice, url }) };
}

/** Asks somebody to act for a patient. Names nobody: the page behind the link does, once it is theirs. */
export async function proxyMail(to: Envelope, name: string, url: string): Promise<MailDraft> {
  const t = await wordsIn(to.locale);
  return { practiceId: to.practiceId, to: to.to, subject: t("proxySubject"), text: t("proxyText", { name, practice: to.practice, url }) };
}

/** Asks somebody into one visit. */
export async function guestMail(to: Envelope, name: string, url: string): Promise<MailDraft> {
  const t = await wordsIn(to.locale);
  return { practiceId: to.practiceId, to: to.to, subject: t("guestSubject"), text: t("guestText", { name, practice: to.practice, url }) };
}
