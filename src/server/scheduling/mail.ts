import "server-only";
import type { TemplateKind } from "@/core/practice/templates";
import { zonePlace } from "@/core/scheduling/zone-place";
import type { Tx } from "../kit/db";
import type { MailDraft } from "../kit/mail";
import { mailLocale, mailMoment, practiceMail } from "../practice/practice-mail";

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

type Kind = "booked" | "moved" | "handed_over" | "cancelled" | "restored";

/** "Your visit is booked", with the link in. Null where we have no address. */
export function bookedMail(tx: Tx, about: AppointmentMail, url: string): Promise<MailDraft | null> {
  return write(tx, "booked", about, url);
}

/** A mail on a change that leaves the link as it is. Null where we have no address. */
export function changeMail(tx: Tx, kind: Exclude<Kind, "booked">, about: AppointmentMail): Promise<MailDraft | null> {
  return write(tx, kind, about, "");
}

async function write(tx: Tx, kind: Kind, about: AppointmentMail, url: string): Promise<MailDraft | null> {
  const { patient, practice } = about;
  if (patient.email === null) return null;
  const template: TemplateKind = `appointment_${kind}`;
  const question = { practiceId: practice.id, kind: template, locale: patient.locale };
  const words = await practiceMail(tx, question, {
    name: patient.preferredName ?? patient.givenName,
    clinician: about.clinicianName,
    ...mailMoment(about.startsAtMs, patient.zone, await mailLocale(tx, question)),
    place: zonePlace(patient.zone),
    emergency: practice.emergencyNumber,
    practice: practice.name,
    link: url,
  });
  return { practiceId: practice.id, to: patient.email, ...words };
}
