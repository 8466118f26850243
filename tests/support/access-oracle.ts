// Who may do what, a second time: written from the words of the design and of docs/specs/access.md, by hand,
// and without a look at `core/access`. Where the two differ, one of them is wrong.

/** One question, with everything that decides it as plain flags. */
export interface Question {
  readonly who: "clinician" | "trainee" | "scheduler" | "admin" | "auditor" | "interpreter" | "patient" | "proxy" | "company" | "visitor" | "guest" | "integration" | "nobody";
  readonly samePractice: boolean;
  /** Staff: showed a second factor. */
  readonly strong: boolean;
  /** The visit, note or appointment is theirs; for patients: it is about them; for seats: it is this visit. */
  readonly own: boolean;
  readonly treats: boolean;
  /** Trainee: the supervisor owns it or treats the patient. */
  readonly supervisor: boolean;
  readonly emergency: boolean;
  readonly scopes: readonly string[];
  readonly confidential: boolean;
  /** Showed who they are within the last minutes. */
  readonly fresh: boolean;
  readonly action: Action;
}

export const ACTIONS = ["read note", "write note", "sign note", "read summary", "read record", "read patient", "find patient", "register patient", "book", "see day", "admit", "end visit", "arrive", "enter room", "send link", "change staff", "read audit", "break glass", "review emergency", "merge patients", "keep in confidence", "read pain", "paint pain"] as const;
export type Action = (typeof ACTIONS)[number];

type Tells = (q: Question) => boolean;
const yes: Tells = () => true;
const own: Tells = (q) => q.own;
const openly: Tells = (q) => q.own && !q.confidential;
const caresOrEmergency: Tells = (q) => q.own || q.treats || q.emergency;
const caresNotOwn: Tells = (q) => q.treats || q.emergency;
const supervised: Tells = (q) => q.supervisor;
const scope = (name: string): Tells => (q) => q.own && !q.confidential && q.scopes.includes(name);

const has = (name: string): Tells => (q) => q.scopes.includes(name);

/** An action that a line doesn't name is refused. */
const TABLE: Readonly<Record<Question["who"], Partial<Record<Action, Tells>>>> = {
  clinician: {
    "read note": caresOrEmergency, "write note": own, "sign note": own, "read summary": caresOrEmergency, "read record": caresNotOwn,
    "read patient": caresNotOwn, "find patient": yes, book: own, "see day": yes, admit: own, "end visit": own, "enter room": own,
    "send link": own, "break glass": (q) => q.fresh, "keep in confidence": own, "read pain": caresOrEmergency,
  },
  trainee: { "read note": supervised, "write note": supervised, "read summary": supervised, "read record": supervised, "read patient": supervised, "see day": supervised, "read pain": supervised },
  scheduler: { "read patient": yes, "find patient": yes, "register patient": yes, book: yes, "see day": yes, "send link": yes, "merge patients": yes },
  admin: { "change staff": yes },
  auditor: { "read audit": yes, "review emergency": yes },
  interpreter: {},
  patient: { "read summary": own, "read patient": own, "see day": own, arrive: own, "enter room": own, "read pain": own, "paint pain": own },
  proxy: { "read summary": scope("summaries"), "read patient": scope("contact"), "see day": scope("appointments"), "read pain": (q) => scope("visits")(q) || scope("summaries")(q), "paint pain": scope("visits") },
  // Who acts for the patient, from a seat in the very visit.
  company: { arrive: openly, "enter room": openly, "read pain": openly, "paint pain": openly },
  // What was told in confidence opens to no mailed link, whoever holds it.
  visitor: { "read summary": openly, arrive: openly, "enter room": openly, "read pain": openly, "paint pain": openly },
  guest: { "enter room": openly },
  integration: {
    "read patient": has("patients.read"), "find patient": has("patients.read"), "register patient": has("patients.write"),
    "see day": has("appointments.read"), book: has("appointments.write"),
  },
  nobody: {},
};

/** The answer. */
export function oracle(q: Question): boolean {
  const isStaff = ["clinician", "trainee", "scheduler", "admin", "auditor", "interpreter"].includes(q.who);
  if (!q.samePractice || (isStaff && !q.strong)) return false;
  return TABLE[q.who][q.action]?.(q) ?? false;
}

/** What a person may want to write about a patient. */
export const WORDS = ["birth date", "preferred name", "phone number", "what for", "note"] as const;
export type Word = (typeof WORDS)[number];

const desk = (q: Question): boolean => q.who === "scheduler";

/**
 * Who may write it, whatever else the command asks: the desk who somebody is, and what for as it was told on the
 * phone; whoever treats them how to call and reach them; whoever holds the visit what for and the note. Where it hurts
 * is what for: the patient's side tells it from a seat in the visit, and whoever may come to visits for them.
 */
const MAY_WRITE: Readonly<Record<Word, Tells>> = {
  "birth date": (q) => desk(q) || (q.who === "integration" && q.scopes.includes("patients.write")),
  "preferred name": (q) => desk(q) || (q.who === "clinician" && q.treats) || (q.who === "patient" && q.own) || (q.who === "integration" && q.scopes.includes("patients.write")),
  "phone number": (q) =>
    desk(q) || (q.who === "clinician" && q.treats) || (q.who === "patient" && q.own) || (["visitor", "company"].includes(q.who) && openly(q)) || (q.who === "proxy" && scope("contact")(q)) || (q.who === "integration" && q.scopes.includes("patients.write")),
  "what for": (q) => desk(q) || (["clinician", "patient"].includes(q.who) && q.own) || (["visitor", "company"].includes(q.who) && openly(q)) || (q.who === "proxy" && scope("visits")(q)),
  note: (q) => (q.who === "clinician" && q.own) || (q.who === "trainee" && q.supervisor),
};

/** The answer for a word. */
export function writeOracle(q: Question, word: Word): boolean {
  const isStaff = ["clinician", "trainee", "scheduler", "admin", "auditor", "interpreter"].includes(q.who);
  return q.samePractice && (!isStaff || q.strong) && MAY_WRITE[word](q);
}
