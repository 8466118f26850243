import type { PatientId } from "@/core/kit/ids";
import type { CalendarDate } from "@/core/scheduling/wall-time";
import type { Identity, KnownIdentity } from "./identity";
import { likenessOf, REVIEW_FROM, type Likeness } from "./likeness";
import { editDistance, soundOf } from "./names";
import { phoneKey } from "./phone";

export type { Identity, KnownIdentity } from "./identity";
export { phoneKey } from "./phone";

/** What makes two records look like one person. */
export type DuplicateReason = "name" | "similar_name" | "birth_date" | "close_birth_date" | "email" | "phone";

/** Somebody on file who may be the same person, with the reasons. */
export interface LikelyDuplicate {
  readonly patientId: PatientId;
  readonly reasons: readonly DuplicateReason[];
}

/**
 * Who on file may be the same person: the same or a similar name (also with given and family name
 * swapped) together with the same or a mistyped birth date, or with the same mail or phone; or the same
 * birth date together with the same mail or phone. Families share a phone, so contact alone is no sign.
 */
export function likelyDuplicates(wanted: Identity, known: readonly KnownIdentity[]): readonly LikelyDuplicate[] {
  return known
    .filter((each) => shareMore(wanted, each))
    .map((each) => ({ patientId: each.id, reasons: reasonsFor(wanted, each) }))
    .filter(({ reasons }) => isLikely(reasons));
}

/** Two records on file that may be one person. */
export interface DuplicatePair {
  readonly a: PatientId;
  readonly b: PatientId;
  readonly reasons: readonly DuplicateReason[];
  readonly likeness: Likeness;
}

/**
 * Of pairs on file, those that the desk is to look at, the likeliest first: by the sum of weights, or because the
 * registration would have asked. Each pair once.
 */
export function duplicatePairs(pairs: readonly (readonly [KnownIdentity, KnownIdentity])[]): readonly DuplicatePair[] {
  const seen = new Set<string>();
  return pairs
    .map(([a, b]) => (a.id < b.id ? ([a, b] as const) : ([b, a] as const)))
    .filter(([a, b]) => a.id !== b.id && !seen.has(a.id + b.id) && seen.add(a.id + b.id))
    .map(([a, b]) => ({ a: a.id, b: b.id, reasons: reasonsFor(a, b), likeness: likenessOf(a, b) }))
    .filter(({ reasons, likeness }) => likeness.probability >= REVIEW_FROM || isLikely(reasons))
    .sort((one, other) => other.likeness.weight - one.likeness.weight || (one.a + one.b).localeCompare(other.a + other.b));
}

/** What the two have in common. Symmetric. */
export function reasonsFor(a: Identity, b: Identity): readonly DuplicateReason[] {
  const reasons: DuplicateReason[] = [];
  const name = nameLikeness(a, b);
  if (name !== null) reasons.push(name);
  if (a.birthDate === b.birthDate) reasons.push("birth_date");
  else if (isMistypedDate(a.birthDate, b.birthDate)) reasons.push("close_birth_date");
  if (sameContact(contactOf(a), contactOf(b))) reasons.push("email");
  if (sameContact(phoneKey(a.phone), phoneKey(b.phone))) reasons.push("phone");
  return reasons;
}

function isLikely(reasons: readonly DuplicateReason[]): boolean {
  const has = (...some: readonly DuplicateReason[]) => some.some((reason) => reasons.includes(reason));
  const named = has("name", "similar_name");
  return (
    (named && has("birth_date", "email", "phone")) ||
    (has("name") && has("close_birth_date")) ||
    (has("birth_date") && has("email", "phone"))
  );
}

/**
 * What {@link isLikely} asks for besides a name that is only similar, told without weighing names, which takes the
 * longest: the birth date, a contact, or a mistyped date with a name that sounds the same.
 */
function shareMore(a: Identity, b: Identity): boolean {
  if (a.birthDate === b.birthDate || sameContact(contactOf(a), contactOf(b)) || sameContact(phoneKey(a.phone), phoneKey(b.phone))) return true;
  return soundsSame(soundsOf(a, b)) && isMistypedDate(a.birthDate, b.birthDate);
}

const contactOf = ({ email }: Identity): string | undefined => email?.trim().toLowerCase();
const soundsOf = (a: Identity, b: Identity) => [a.givenName, a.familyName, b.givenName, b.familyName].map(soundOf) as [string, string, string, string];

/** The same name by its sound, also with given and family name swapped; no name is none. */
function soundsSame([givenA, familyA, givenB, familyB]: readonly [string, string, string, string]): boolean {
  if (givenA + familyA === "" || givenB + familyB === "") return false;
  return (givenA === givenB && familyA === familyB) || (givenA === familyB && familyA === givenB);
}

function nameLikeness(a: Identity, b: Identity): "name" | "similar_name" | null {
  const sounds = soundsOf(a, b);
  const [givenA, familyA, givenB, familyB] = sounds;
  if (givenA + familyA === "" || givenB + familyB === "") return null;
  if (soundsSame(sounds)) return "name";
  const straight = isSimilar(givenA, givenB) && isSimilar(familyA, familyB);
  const swapped = isSimilar(givenA, familyB) && isSimilar(familyA, givenB);
  return straight || swapped || areNamesClose(likenessOf(a, b)) ? "similar_name" : null;
}

/** Both parts agree by their letters, sound or consonants; one that is missing leaves it to the other. */
function areNamesClose({ agreements: { given, family } }: Likeness): boolean {
  return given !== "differs" && family !== "differs" && !(given === "unknown" && family === "unknown");
}

/** One slip in a short name, two in a long one; or one is the beginning of the other (`Alex`, `Alexandra`). */
function isSimilar(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter >= 3 && (a.startsWith(b) || b.startsWith(a))) return true;
  const limit = shorter <= 2 ? 0 : shorter <= 6 ? 1 : 2;
  return editDistance(a, b, limit) <= limit;
}

/** One digit off, two neighbours swapped, or day and month swapped. */
function isMistypedDate(a: CalendarDate, b: CalendarDate): boolean {
  if (editDistance(a, b, 1) <= 1) return true;
  const [year, month, day] = a.split("-");
  return b === `${year}-${day}-${month}`;
}

function sameContact(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a !== "" && a === b;
}
