import type { ApiScope, ProxyScope } from "./actor";
import type { Grant, Relation, Resource, Verb, Who } from "./policy";

function grant(who: Who, relation: Relation, resource: Resource, ...verbs: readonly Verb[]): Grant {
  return { who, relation, resource, verbs };
}

function scoped(who: "proxy", scope: ProxyScope, resource: Resource, ...verbs: readonly Verb[]): Grant {
  return { who, relation: "proxy", resource, verbs, scope };
}

function programs(scope: ApiScope, resource: Resource, ...verbs: readonly Verb[]): Grant {
  return { who: "integration", relation: "practice", resource, verbs, scope };
}

/**
 * Who may do what. What isn't here is refused. A line needs a reason that a privacy officer would
 * accept: the scheduler sees who comes and when, never what is said; an admin manages people and
 * policy, and reads no record; the auditor reads the audit and nothing else.
 */
export const POLICY: readonly Grant[] = [
  // Anybody: the anatomy, signing in, opening a mailed link.
  grant("public", "any", "anatomy", "read", "list"),
  grant("public", "any", "session", "sign_in"),
  grant("public", "any", "visit_link", "open"),
  grant("public", "any", "summary_code", "send", "open"),

  // Signed-in people: their own account and its sessions. Signing in again is no offence.
  ...(["clinician", "scheduler", "admin", "auditor", "interpreter", "trainee", "patient", "account"] as const).flatMap((who) => [
    grant(who, "own", "session", "list", "revoke", "step_up"),
    grant(who, "any", "session", "sign_in"),
    grant(who, "own", "account", "read", "change"),
    grant(who, "own", "notification", "list", "change"),
    // With what they sign in; each command asks for what its step needs besides.
    grant(who, "own", "factor", "list", "create", "change", "remove"),
    grant(who, "own", "recovery", "cancel"),
    grant(who, "any", "anatomy", "read", "list"),
    grant(who, "any", "visit_link", "open"),
  ]),
  grant("admin", "practice", "session", "list", "revoke"),
  // Somebody must be able to vouch for a colleague who lost every second factor; never for themself (ACC-69).
  grant("admin", "practice", "recovery", "list", "vouch", "cancel"),

  // Clinician: their own visits and notes; records of patients they treat.
  grant("clinician", "practice", "staff", "list", "read"),
  grant("clinician", "practice", "service", "list", "read"),
  grant("clinician", "practice", "practice", "read"),
  // Anybody may be looked for, to book them; a page of their own opens to those who take care of them.
  grant("clinician", "practice", "patient", "list"),
  grant("clinician", "care_team", "patient", "read"),
  grant("clinician", "practice", "appointment", "list"),
  grant("clinician", "own", "appointment", "read", "book", "move", "cancel"),
  grant("clinician", "own", "visit", "list", "read", "admit", "end", "leave"),
  grant("clinician", "own", "visit_link", "send", "revoke"),
  grant("clinician", "own", "room", "enter", "read", "change", "leave"),
  grant("clinician", "own", "scene_view", "keep", "read", "list"),
  // Who did what in the room: for those who read the note. Patients have what was shown in their summary (ROOM-15, ROOM-56).
  grant("clinician", "own", "timeline", "read"),
  // "change": keep it in confidence from those who act for a young patient (NOTE-13).
  grant("clinician", "own", "note", "read", "write", "sign", "change"),
  grant("clinician", "care_team", "note", "read", "list"),
  grant("clinician", "care_team", "patient_record", "read"),
  grant("clinician", "care_team", "scene_view", "read", "list"),
  grant("clinician", "care_team", "timeline", "read"),
  grant("clinician", "own", "summary", "read"),
  grant("clinician", "care_team", "summary", "read"),

  // In an emergency, for an hour and with a reason: one patient's record, to read. Nothing is changed.
  grant("clinician", "practice", "break_glass", "open", "break"),
  grant("clinician", "own", "break_glass", "read", "end"),
  grant("clinician", "emergency", "patient", "read"),
  grant("clinician", "emergency", "note", "read", "list"),
  grant("clinician", "emergency", "patient_record", "read"),
  grant("clinician", "emergency", "scene_view", "read", "list"),
  grant("clinician", "emergency", "timeline", "read"),
  grant("clinician", "emergency", "summary", "read"),

  // Trainee: what the supervisor may read, and drafts of notes. Never signs, never holds a visit.
  grant("trainee", "practice", "staff", "list", "read"),
  grant("trainee", "practice", "service", "list", "read"),
  grant("trainee", "practice", "practice", "read"),
  grant("trainee", "supervised", "patient", "read"),
  grant("trainee", "supervised", "appointment", "list"),
  grant("trainee", "supervised", "visit", "read"),
  grant("trainee", "supervised", "note", "read", "list", "write"),
  grant("trainee", "supervised", "patient_record", "read"),
  grant("trainee", "supervised", "scene_view", "read", "list"),
  grant("trainee", "supervised", "timeline", "read"),
  grant("trainee", "supervised", "summary", "read"),

  // Interpreter: the time of a visit that they are asked into, and its room.
  grant("interpreter", "practice", "practice", "read"),
  // Signed in, they take the seat that their mailed link would give them; the clinician lets them in.
  grant("interpreter", "guest", "guest", "open"),

  // Scheduler: names, contacts and times; no note, no room, no record.
  grant("scheduler", "practice", "staff", "list", "read"),
  grant("scheduler", "practice", "service", "list", "read"),
  grant("scheduler", "practice", "practice", "read"),
  grant("scheduler", "practice", "patient", "list", "read", "create", "change"),
  grant("scheduler", "practice", "appointment", "list", "read", "book", "move", "cancel"),
  grant("scheduler", "practice", "visit", "list", "read"),
  grant("scheduler", "practice", "visit_link", "send", "revoke"),

  // Admin and auditor.
  grant("admin", "practice", "staff", "list", "read", "create", "change"),
  grant("admin", "practice", "service", "list", "read", "create", "change"),
  grant("admin", "practice", "practice", "read", "change"),
  grant("admin", "practice", "account", "list", "read", "change"),
  grant("auditor", "practice", "audit", "list", "read", "export"),
  // Both answer for it that an old key can go: ids of keys and counts, nothing of what they seal.
  grant("auditor", "practice", "key", "read"),
  grant("admin", "practice", "key", "read"),
  // A patient's own log of who looked, and of why.
  grant("patient", "own", "access_log", "list"),
  grant("auditor", "practice", "practice", "read"),
  // The auditor is the practice's privacy officer too, and judges emergency access (never their own).
  grant("auditor", "practice", "break_glass", "list", "review"),
  // An admin answers "why can X see Y", and so must see who X and Y are; nothing of what is written.
  grant("admin", "practice", "access", "list", "explain"),

  // Patient, signed in: what is about them.
  grant("patient", "own", "patient", "read"),
  grant("patient", "own", "appointment", "list", "read"),
  grant("patient", "own", "visit", "list", "read", "confirm", "prepare", "arrive", "leave"),
  grant("patient", "own", "room", "enter", "read", "change", "leave"),
  grant("patient", "own", "scene_view", "read", "list"),
  grant("patient", "own", "summary", "list", "read"),

  // Visitor: one visit and nothing beside it.
  grant("visitor", "in_visit", "visit", "read", "confirm", "prepare", "arrive", "leave"),
  grant("visitor", "in_visit", "room", "enter", "read", "change", "leave"),
  grant("visitor", "in_visit", "scene_view", "read", "list"),
  grant("visitor", "in_visit", "summary", "read"),
  grant("visitor", "any", "anatomy", "read", "list"),
  grant("visitor", "any", "visit_link", "open"),

  // Proxy: what the patient may do, in the scopes that were given.
  scoped("proxy", "appointments", "appointment", "list", "read"),
  // "confirm": take a seat in the patient's visit, signed in. From that seat on they do there what the patient does,
  // but that the clinician lets each of them in (VISIT-15) and the summary stays a matter of its own scope.
  scoped("proxy", "visits", "visit", "list", "read", "confirm"),
  grant("proxy", "in_visit", "visit", "read", "confirm", "prepare", "arrive", "leave"),
  grant("proxy", "in_visit", "room", "enter", "read", "change", "leave"),
  grant("proxy", "in_visit", "scene_view", "read", "list"),
  grant("proxy", "any", "visit_link", "open"),
  scoped("proxy", "summaries", "summary", "list", "read"),
  // Whoever may read summaries finds them by their visits; of the others they learn nothing.
  scoped("proxy", "summaries", "visit", "list"),
  scoped("proxy", "summaries", "scene_view", "list", "read"),
  grant("proxy", "any", "anatomy", "read", "list"),

  // Guest of a visit: what anybody may see. The room opens to them once the clinician lets them in.
  grant("guest", "any", "anatomy", "read", "list"),
  grant("guest", "any", "visit_link", "open"),

  // People: who is on file, what they agreed to, who acts for them.
  // Anybody may ask to be on file; a mail asks back, and nobody learns who is known.
  grant("public", "any", "registration", "read", "create", "confirm"),
  // Whoever holds a mailed invitation may read and take it up.
  grant("public", "any", "proxy", "open", "accept"),
  // Whoever holds the mailed link may say who they are, and only then there is an account (PPL-26).
  grant("public", "any", "patient_account", "open", "accept"),
  // The desk asks patients to have an account; whoever treats them sees whether they have one.
  grant("scheduler", "practice", "patient_account", "read", "create", "withdraw"),
  grant("clinician", "care_team", "patient_account", "read"),
  // The desk keeps the file: takes people up, tells records apart, makes two of one person one.
  grant("scheduler", "practice", "registration", "list", "accept"),
  grant("scheduler", "practice", "patient_merge", "list", "read", "change", "merge", "undo"),
  grant("scheduler", "practice", "consent", "list", "create", "withdraw"),
  grant("scheduler", "practice", "proxy", "list", "create", "revoke"),
  grant("scheduler", "practice", "guest", "list", "create", "revoke"),
  // Clinicians hear of changes and agreements in the visit; whoever treats the patient writes them down.
  grant("clinician", "care_team", "patient", "change"),
  grant("clinician", "care_team", "consent", "list", "create", "withdraw"),
  grant("clinician", "care_team", "proxy", "list"),
  grant("clinician", "own", "guest", "list", "create", "admit", "revoke"),
  // Patients keep their own details, agreements and helpers.
  grant("patient", "own", "patient", "change"),
  grant("patient", "own", "consent", "list", "create", "withdraw"),
  grant("patient", "own", "proxy", "list", "create", "revoke"),
  // Whoever acts for somebody may stop doing so.
  ...(["account", "clinician", "scheduler", "admin", "auditor", "interpreter", "trainee"] as const).map((who) => grant(who, "own", "proxy", "revoke")),
  // A proxy looks after contact and needs, and agrees on the patient's behalf where they may come to visits.
  scoped("proxy", "contact", "patient", "read", "change"),
  scoped("proxy", "visits", "consent", "list", "create", "withdraw"),
  // A guest says who they are, waits, and is in the room once the clinician has let them in (VISIT-16).
  grant("guest", "guest", "guest", "read", "confirm", "arrive", "leave"),
  grant("guest", "guest", "room", "enter", "read", "change", "leave"),

  // Where it hurts: painted by the patient and by who comes to visits for them, each a map of their own, until the visit
  // ends. Staff read it and change nothing on it; who was asked in beside the patient sees nothing of it (PAIN-3).
  grant("patient", "own", "pain_map", "read", "list", "write"),
  grant("visitor", "in_visit", "pain_map", "read", "write"),
  grant("proxy", "in_visit", "pain_map", "read", "write"),
  scoped("proxy", "visits", "pain_map", "read", "write"),
  scoped("proxy", "summaries", "pain_map", "read", "list"),
  ...(["own", "care_team", "emergency"] as const).map((relation) => grant("clinician", relation, "pain_map", "read", "list")),
  grant("trainee", "supervised", "pain_map", "read", "list"),

  // Files. The logo greets whoever comes; models are shown by those who treat; a document is as the record it belongs to.
  ...(["public", "visitor", "guest", "proxy", "account", "patient", "clinician", "scheduler", "admin", "auditor", "interpreter", "trainee"] as const).map((who) => grant(who, "any", "logo", "read")),
  grant("admin", "practice", "logo", "create", "remove"),
  ...(["admin", "clinician"] as const).map((who) => grant(who, "practice", "model", "create", "read", "list", "change", "remove")),
  grant("trainee", "practice", "model", "read", "list"),
  // In a visit its people see what the clinician chose to show; they have no list of what else there is (ANA-507).
  grant("visitor", "in_visit", "model", "read"),
  grant("proxy", "in_visit", "model", "read"),
  grant("guest", "guest", "model", "read"),
  // Tours belong to the practice: clinicians make, show ("keep": with the visit) and retire them; patients see those of their own visits with the summary.
  grant("clinician", "practice", "tour", "read", "list", "write", "remove"),
  grant("clinician", "own", "tour", "keep"),
  grant("trainee", "practice", "tour", "read", "list"),
  // "keep": in confidence, from those who act for a young patient (NOTE-17).
  grant("clinician", "care_team", "file", "create", "read", "list", "change", "remove", "keep"),
  grant("clinician", "emergency", "file", "read", "list"),
  grant("trainee", "supervised", "file", "read", "list"),
  // Patients, and who acts for them in that, bring what they were given elsewhere, and rename or take back what they
  // brought themselves: for these two verbs a file's facts name who brought it, and not the patient (FILE-14).
  grant("patient", "own", "file", "create", "read", "list", "change", "remove"),
  scoped("proxy", "documents", "file", "create", "read", "list"),
  { who: "proxy", relation: "own", resource: "file", verbs: ["change", "remove"], scope: "documents" },

  // Looking for somebody or something: only who may see people or appointments, and each row by its own rule (SRCH-1).
  ...(["clinician", "scheduler", "trainee", "admin", "patient"] as const).map((who) => grant(who, "own", "search", "search")),

  // Retention. The admin sets it, places holds and deletes, each grave step shown for; the auditor sees what was done.
  grant("admin", "practice", "retention", "list", "read", "change"),
  grant("admin", "practice", "legal_hold", "list", "create", "remove"),
  grant("admin", "practice", "deletion", "list", "read", "create"),
  grant("auditor", "practice", "retention", "list", "read"),
  grant("auditor", "practice", "legal_hold", "list"),
  grant("auditor", "practice", "deletion", "list", "read"),

  // A program of the practice: names, contacts and times, in its scopes; nothing of what is said.
  programs("practice.read", "practice", "read"),
  programs("practice.read", "service", "list", "read"),
  programs("practice.read", "staff", "list", "read"),
  programs("patients.read", "patient", "list", "read"),
  programs("patients.write", "patient", "create"),
  programs("appointments.read", "appointment", "list", "read"),
  programs("appointments.write", "appointment", "book", "move", "cancel"),

  // The practice and who works in it: an admin's. What is grave (roles, leaving, programs) asks once more who they are.
  grant("admin", "practice", "staff", "deactivate"),
  grant("admin", "practice", "template", "list", "change"),
  grant("admin", "practice", "consent_text", "list", "change", "publish", "remove"),
  grant("admin", "practice", "api_client", "list", "create", "revoke"),
  // Who takes care of a patient is named by those who do, and by the desk; nobody names themself (STAFF-10).
  grant("clinician", "care_team", "care_team", "list", "create", "change"),
  grant("scheduler", "practice", "care_team", "list", "create", "change"),
  grant("trainee", "supervised", "care_team", "list"),
  // An empty deployment is set up by whoever holds the code that its start printed (PRC-9).
  grant("public", "any", "practice", "create"),

  // Our own jobs.
  grant("system", "practice", "visit", "read", "end", "change"),
  grant("system", "practice", "visit_link", "send", "revoke"),
  grant("system", "practice", "room", "leave", "change"),
  grant("system", "practice", "session", "revoke"),
  grant("system", "practice", "summary_code", "send"),
];
