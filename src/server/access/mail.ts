import "server-only";
import { createTranslator } from "use-intl/core";
import { DEFAULT_LOCALE, isOfferedLocale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import type { MailDraft } from "../kit/mail";

/** The mail that carries a sign-in link. */
export async function signInMail(given: {
  readonly practiceId: string;
  readonly email: string;
  readonly locale: string;
  readonly link: string;
  readonly lifeMin: number;
}): Promise<MailDraft> {
  const locale = isOfferedLocale(given.locale) ? given.locale : DEFAULT_LOCALE;
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: "mail.access" });
  return {
    practiceId: given.practiceId,
    to: given.email,
    subject: t("signInSubject"),
    text: t("signInText", { link: given.link, minutes: given.lifeMin }),
  };
}
