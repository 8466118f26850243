import "server-only";
import { createTranslator } from "use-intl/core";
import { DEFAULT_LOCALE, isOfferedLocale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import type { MailDraft } from "../kit/mail";

/** What an account's owner is told by mail. None names a patient; secrets stand in the fragment of a link. */
export type AccountMailKind =
  | "password"
  | "newDevice"
  | "passwordChanged"
  | "factorAdded"
  | "factorRemoved"
  | "codesRenewed"
  | "passkeyCopied"
  | "recoveryAsked"
  | "recoveryForColleague"
  | "recoveryVouched"
  | "recoveryStopped"
  | "recoveryUsed"
  | "mailConfirm"
  | "mailTaken"
  | "mailChanged"
  | "mailIsNew"
  | "mailUndone";

interface MailParams {
  /** For `password`, `mailConfirm` and `mailChanged`. */
  readonly link?: string;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
}

/** Writes a mail to the owner of an account, in their language. */
export async function accountMail(
  account: { readonly practiceId: string; readonly email: string; readonly locale: string },
  kind: AccountMailKind,
  params: MailParams = {},
): Promise<MailDraft> {
  const locale = isOfferedLocale(account.locale) ? account.locale : DEFAULT_LOCALE;
  const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: "mail.account" });
  const given = { link: params.link ?? "", days: params.days ?? 0, hours: params.hours ?? 0, minutes: params.minutes ?? 0 };
  return { practiceId: account.practiceId, to: account.email, subject: t(`${kind}.subject`), text: t(`${kind}.text`, given) };
}
