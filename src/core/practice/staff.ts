import { z } from "zod";
import { Role, ROLES } from "@/core/access/actor";
import { AppointmentId, StaffId } from "@/core/kit/ids";
import { Language, NamePart } from "@/core/people/patient";
import { cleanName } from "@/core/people/name-text";
import { Zone } from "@/core/scheduling/wall-schemas";

/** A few words on one line, cleaned like a name; may be empty. */
const Speciality = z.string().max(600).transform(cleanName).pipe(z.string().max(80, "practice.too_long"));

/** Where somebody may practise: ISO 3166-1 country, or 3166-2 part of one (`FR`, `US-NY`). */
export const LicencePlace = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "practice.licence_place");

/** Each once, in the order of the list of roles. */
const Roles = z
  .array(Role)
  .min(1, "practice.roles_missing")
  .max(ROLES.length)
  .transform((given) => ROLES.filter((role) => given.includes(role)));

const once = <T>(values: readonly T[]): T[] => [...new Set(values)];

const languages = z.array(Language).max(20).transform(once);
const licencePlaces = z.array(LicencePlace).max(80).transform(once);

/** What an admin sends to ask somebody in. */
export const InviteStaffInput = z.strictObject({
  email: z.email("people.email_impossible").max(254).toLowerCase(),
  /** As patients read it: "Dr. Ines Moreau". */
  displayName: NamePart,
  speciality: Speciality,
  roles: Roles,
  languages,
  licencePlaces,
  zone: Zone,
  /** Language of the invitation and of the portal, until they choose. */
  locale: Language,
  supervisorId: StaffId.nullable(),
});
/** See {@link InviteStaffInput}. */
export type InviteStaffInput = z.infer<typeof InviteStaffInput>;

/** What can be changed about a member of staff; what isn't sent stays. */
export const StaffChanges = z.strictObject({
  displayName: NamePart.optional(),
  speciality: Speciality.optional(),
  roles: Roles.optional(),
  languages: languages.optional(),
  licencePlaces: licencePlaces.optional(),
  zone: Zone.optional(),
  supervisorId: StaffId.nullable().optional(),
});
/** See {@link StaffChanges}. */
export type StaffChanges = z.infer<typeof StaffChanges>;

/** A change of a member of staff; `version` is the one that was on the screen. */
export const ChangeStaffInput = z.strictObject({
  staffId: StaffId,
  version: z.number().int().positive(),
  changes: StaffChanges,
});
/** See {@link ChangeStaffInput}. */
export type ChangeStaffInput = z.infer<typeof ChangeStaffInput>;

/** What happens to one visit to come of somebody who leaves. */
export const VisitFate = z.discriminatedUnion("to", [
  z.strictObject({ appointmentId: AppointmentId, version: z.number().int().positive(), to: z.literal("colleague"), staffId: StaffId }),
  z.strictObject({ appointmentId: AppointmentId, version: z.number().int().positive(), to: z.literal("cancel") }),
]);
/** See {@link VisitFate}. */
export type VisitFate = z.infer<typeof VisitFate>;

/** Lets somebody go: names what happens to each visit to come and each trainee of theirs. */
export const DeactivateStaffInput = z.strictObject({
  staffId: StaffId,
  version: z.number().int().positive(),
  visits: z.array(VisitFate).max(500),
  trainees: z.array(z.strictObject({ staffId: StaffId, supervisorId: StaffId })).max(50),
});
/** See {@link DeactivateStaffInput}. */
export type DeactivateStaffInput = z.infer<typeof DeactivateStaffInput>;

/**
 * Where somebody stands: `invited` has not taken the invitation up, `lapsed` let it run out, `inactive` left.
 */
export const STAFF_STATES = ["active", "invited", "lapsed", "inactive"] as const;

/** A member of staff, as those who manage them see them. */
export const StaffMemberView = z.object({
  id: StaffId,
  version: z.number().int(),
  displayName: z.string(),
  speciality: z.string(),
  email: z.string(),
  roles: z.array(Role),
  languages: z.array(z.string()),
  licencePlaces: z.array(z.string()),
  zone: z.string(),
  supervisorId: StaffId.nullable(),
  state: z.enum(STAFF_STATES),
  /** Until when an open invitation can be taken up, epoch ms. */
  inviteEndsAtMs: z.number().nullable(),
  deactivatedAtMs: z.number().nullable(),
  isSelf: z.boolean(),
});
/** See {@link StaffMemberView}. */
export type StaffMemberView = z.infer<typeof StaffMemberView>;

/** Everybody who works here, and what the reader may do about it. */
export const StaffView = z.object({
  zone: z.string(),
  mayInvite: z.boolean(),
  mayChange: z.boolean(),
  staff: z.array(StaffMemberView),
});
/** See {@link StaffView}. */
export type StaffView = z.infer<typeof StaffView>;

/** A visit to come of somebody who leaves, with the colleagues who are free then. */
export const LeavingVisit = z.object({
  appointmentId: AppointmentId,
  version: z.number().int(),
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  service: z.string(),
  /** Only for readers who may know who comes. */
  patient: z.string().nullable(),
  freeStaffIds: z.array(StaffId),
});
/** See {@link LeavingVisit}. */
export type LeavingVisit = z.infer<typeof LeavingVisit>;

/** What is open before somebody can be let go. */
export const LeavingView = z.object({
  staffId: StaffId,
  version: z.number().int(),
  zone: z.string(),
  visits: z.array(LeavingVisit),
  /** Visits that run now; they end first. */
  running: z.number().int(),
  trainees: z.array(z.object({ staffId: StaffId, name: z.string() })),
  colleagues: z.array(z.object({ staffId: StaffId, name: z.string() })),
});
/** See {@link LeavingView}. */
export type LeavingView = z.infer<typeof LeavingView>;
