import "server-only";
import { ACCOUNT_INVITE_MS } from "@/core/people/patient-account";
import type { TemplateKind } from "@/core/practice/templates";
import type { Tx } from "../kit/db";
import type { MailDraft } from "../kit/mail";
import { practiceMail, type MailValues } from "../practice/practice-mail";

/** To whom and from which practice a mail about people goes. */
interface Envelope {
  readonly practiceId: string;
  readonly practice: string;
  readonly to: string;
  readonly locale: string;
}

async function write(tx: Tx, to: Envelope, kind: TemplateKind, values: MailValues): Promise<MailDraft> {
  const { practiceId, practice, locale } = to;
  return { practiceId, to: to.to, ...(await practiceMail(tx, { practiceId, kind, locale }, { practice, ...values })) };
}

/** Asks whoever reads this address whether they want to be on file. The same whether or not they are known (PPL-11). */
export function confirmMail(tx: Tx, to: Envelope, url: string): Promise<MailDraft> {
  return write(tx, to, "registration_confirm", { link: url });
}

/** The practice has taken a registration up. */
export function acceptedMail(tx: Tx, to: Envelope, name: string, url: string): Promise<MailDraft> {
  return write(tx, to, "registration_accepted", { name, link: url });
}

/** Asks somebody to act for a patient. Names nobody: the page behind the link does, once it is theirs. */
export function proxyMail(tx: Tx, to: Envelope, name: string, url: string): Promise<MailDraft> {
  return write(tx, to, "proxy_invite", { name, link: url });
}

/** Asks a patient to have an account. Names nobody: the page behind the link asks who they are. */
export function accountInviteMail(tx: Tx, to: Envelope, url: string): Promise<MailDraft> {
  return write(tx, to, "account_invite", { link: url, days: String(Math.round(ACCOUNT_INVITE_MS / 86_400_000)) });
}

/** Asks somebody into one visit. */
export function guestMail(tx: Tx, to: Envelope, name: string, url: string): Promise<MailDraft> {
  return write(tx, to, "guest_invite", { name, link: url });
}
