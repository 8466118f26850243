import "server-only";
import type { TemplateKind, Words } from "@/core/practice/templates";
import en from "../../../messages/en/mail.json";
import es from "../../../messages/es/mail.json";

const MAILS = { en, es } as const;

type Mail = typeof en;

function written(mail: Mail): Readonly<Record<TemplateKind, Words>> {
  const { appointment, record, people, practice } = mail;
  return {
    appointment_booked: { subject: appointment.bookedSubject, body: appointment.bookedText },
    appointment_moved: { subject: appointment.movedSubject, body: appointment.movedText },
    appointment_handed_over: { subject: appointment.handedOverSubject, body: appointment.handedOverText },
    appointment_cancelled: { subject: appointment.cancelledSubject, body: appointment.cancelledText },
    appointment_restored: { subject: appointment.restoredSubject, body: appointment.restoredText },
    summary_ready: { subject: record.readySubject, body: record.readyText },
    summary_code: { subject: record.codeSubject, body: record.codeText },
    registration_confirm: { subject: people.confirmSubject, body: people.confirmText },
    registration_accepted: { subject: people.acceptedSubject, body: people.acceptedText },
    proxy_invite: { subject: people.proxySubject, body: people.proxyText },
    account_invite: { subject: people.accountSubject, body: people.accountText },
    guest_invite: { subject: people.guestSubject, body: people.guestText },
    staff_invite: { subject: practice.staffInviteSubject, body: practice.staffInviteText },
  };
}

/** Our messages name some values as programs do; a template names them as people do. */
function plain(text: string): string {
  return text
    .replace(/\{startsAt, date, \w+\}/g, "{date}")
    .replace(/\{startsAt, time, \w+\}/g, "{time}")
    .replace(/\{(?:url|address)\}/g, "{link}")
    .trim();
}

/** Our words for a mail, with the placeholders that a practice's own words have. */
export function ourWords(kind: TemplateKind, locale: string): Words {
  const { subject, body } = written(locale === "es" ? MAILS.es : MAILS.en)[kind];
  return { subject: plain(subject), body: plain(body) };
}
