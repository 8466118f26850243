/**
 * What a person is told of, and where it leads. A row holds the kind and an id, never words: those stand in
 * `messages/<locale>/notifications.json` under `kinds.<kind>`. `{id}` is the subject's id, `{date}` its day.
 */
export const NOTIFICATION_KINDS = {
  /** Emergency access began: for those who review it. */
  "emergency.opened": "/review",
  /** Emergency access was judged: for whoever used it. The subject is the patient. */
  "emergency.reviewed": "/people/{id}",
  /** The account was signed in on a device that it had not used before. */
  "account.signed_in": "/account/sessions",
  /** Something happens with the account's recovery: for its owner. */
  "account.recovery": "/account/security",
  /** The account's mail address was changed, or brought back: for its owner. */
  "account.mail": "/account/security",
  /** A colleague lost every second factor: for those who may vouch. */
  "recovery.asked": "/settings/recoveries",
  /** Somebody asks to be put on file: for the desk. */
  "registration.pending": "/people/registrations",
  "appointment.moved": "/schedule?date={date}",
  "appointment.cancelled": "/schedule?date={date}",
  /** The patient came: for the visit's clinician. The subject is the visit. */
  "visit.arrived": "/visit/{id}",
  /** The words meant for the patient can be read. The subject is the visit. */
  "summary.ready": "/visit/{id}/summary",
  /** A trainee asks their supervisor to look at a draft. The subject is the visit. */
  "note.supervisor_asked": "/visit/{id}/note",
  /** Somebody who was invited to the staff has come: for admins. */
  "staff.joined": "/settings/staff",
  /** A document came from the patient's side: for those who take care of them. The subject is the patient. */
  "document.brought": "/people/{id}/documents",
  /** Records have reached the end of their time: for admins. */
  "retention.due": "/settings/retention",
} as const;

/** One of {@link NOTIFICATION_KINDS}. */
export type NotificationKind = keyof typeof NOTIFICATION_KINDS;

/** Which thing a notification is about. Ids only. */
export interface NotificationSubject {
  readonly type: "break_glass" | "patient" | "registration" | "recovery" | "appointment" | "visit" | "staff" | "session" | "retention";
  readonly id: string;
}

/** Whether this program knows the kind: rows of a later version are left out. */
export function isNotificationKind(kind: string): kind is NotificationKind {
  return Object.hasOwn(NOTIFICATION_KINDS, kind);
}

/** What a notification's link needs. `date` is the day of its appointment where the reader keeps a calendar. */
export interface LinkFacts {
  readonly id: string | null;
  readonly date: string | null;
  readonly isStaff: boolean;
}

/** The page that a notification leads to. Patients have one page for all of their appointments. */
export function notificationHref(kind: NotificationKind, { id, date, isStaff }: LinkFacts): string {
  const pattern: string = NOTIFICATION_KINDS[kind];
  if (pattern.startsWith("/schedule")) return isStaff ? (date === null ? "/schedule" : `/schedule?date=${date}`) : "/home";
  if (!pattern.includes("{id}")) return pattern;
  return id === null ? "/account/notifications" : pattern.replace("{id}", id);
}
