import "server-only";
import { createTranslator } from "use-intl/core";
import { zonePlace } from "@/core/scheduling/wall-time";
import { DEFAULT_LOCALE, isOfferedLocale } from "@/i18n/locales";
import { FORMATS } from "@/i18n/formats";
import { loadMessages } from "@/i18n/messages";
import type { MailDraft } from "../kit/mail";

/** What mails about an appointment say. No service and no reason: a mail is read over shoulders. */
export interface AppointmentMail {
  readonly practice: { readonly id: string; readonly name: string; readonly emergencyNumber: string };
  readonly patient: {
    readonly givenName: string;
    readonly preferredName: string | null;
    readonly email: string | null;
    readonly locale: string;
    readonly zone: string;
  };
  readonly clinicianName: string;
  readonly startsAtMs: number;
}

type Kind = "booked" | "moved" | "cancelled" | "restored";

/** "Your visit is booked", with the link in. Null where we have no address. */
export function bookedMail(about: AppointmentMail, url: string): Promise<MailDraft | null> {
  return write("booked", about, url);
}

/** A mail on a change that leaves the link as it is. Null where we have no address. */
export function changeMail(kind: Exclude<Kind, "booked">, about: AppointmentMail): Promise<MailDraft | null> {
  return write(kind, about, "");
}

async function write(kind: Kind, about: AppointmentMail, url: string): Promise<MailDraft | null> {
  const { patient, practice } = about;
  if (patient.email === null) return null;
  const locale = isOfferedLocale(patient.locale) ? patient.locale : DEFAULT_LOCALE;
  const t = createTranslator({
    locale,
    messages: await loadMessages(locale),
    namespace: "mail.appointment",
    timeZone: patient.zone,
    formats: FORMATS,
  });
  return {
    practiceId: practice.id,
    to: patient.email,
    subject: t(`${kind}Subject`),
    text: t(`${kind}Text`, {
      name: patient.preferredName ?? patient.givenName,
      clinician: about.clinicianName,
      startsAt: new Date(about.startsAtMs),
      place: zonePlace(patient.zone),
      emergency: practice.emergencyNumber,
      practice: practice.name,
      url,
    }),
  };
}
