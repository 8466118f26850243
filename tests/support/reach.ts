import { randomUUID } from "node:crypto";
import type { Actor } from "@/core/access/actor";
import { CUBE_PLACE, CUBE_WORDS } from "./own-models";
import type { VisitFixture } from "./visit-fixture";

/** Everybody who has no business with the visit of the test. */
export type Outsider = "clinicianElsewhere" | "schedulerElsewhere" | "visitorElsewhere" | "colleague" | "otherVisitor" | "otherPatient" | "admin" | "auditor" | "nobody";

/** A visit and the things around it whose ids an operation may name. */
export interface Target {
  readonly visit: VisitFixture;
  readonly appointmentId: string;
  readonly serviceId: string;
  readonly sessionId: string;
  readonly passkeyId: string;
  readonly recoveryId: string;
  readonly breakGlassId: string;
  /** A document of the patient, which the clinician brought. */
  readonly fileId: string;
  /** A model of the practice that is ready. */
  readonly modelId: string;
}

/** How an operation names things of the target. */
export interface Reach {
  /** An input that names the target's things, and that its schema takes. */
  readonly input: (target: Target) => object;
  /** Outsiders for whom this is no reaching across: it is open to them by design. */
  readonly openTo?: readonly Outsider[];
  /** It names no thing: each gets what is theirs, and nothing of the target. */
  readonly own?: true;
}

/** All of them. */
export const EVERYBODY: readonly Outsider[] = ["clinicianElsewhere", "schedulerElsewhere", "visitorElsewhere", "colleague", "otherVisitor", "otherPatient", "admin", "auditor", "nobody"];
const visitId = ({ visit }: Target) => ({ visitId: visit.visitId });
/** The same at each asking, and of no thing that there is. */
const tourId = ({ visit }: Target) => visit.visitId.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
const at = { date: "2031-03-04", time: "10:00", zone: "Europe/Zurich" };
const person = { givenName: "Nora", familyName: "Quist", birthDate: "1980-01-02", locale: "en", zone: "Europe/Zurich" };
const text = { subjective: "", objective: "", assessment: "a", plan: "p", summary: { headline: "h", explanation: "e", steps: [], urgent: "" } };
const PIXEL = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9]).toString("base64");

const NEW_PASSKEY = { id: "aa", rawId: "aa", type: "public-key", response: { clientDataJSON: "aa", attestationObject: "aa" } };

/** One line for each operation. A new one without its line fails the first test of `kit-operations.test.ts`. */
export const REACH: Readonly<Record<string, Reach>> = {
  "access/request-link": { input: () => ({ email: "somebody@example.test" }), own: true },
  "access/revoke-session": { input: ({ sessionId }) => ({ sessionId }), openTo: ["admin"] },
  "access/sign-out": { input: () => ({}), own: true },
  "access/list-sessions": { input: () => ({}), own: true },
  // A colleague who takes no care of the patient may break the glass: that is what it is for.
  "access/break-glass": { input: ({ visit }) => ({ patientId: visit.patientId, reason: "cover", words: "Covering tonight for a colleague" }), openTo: ["colleague"] },
  "access/door": { input: ({ visit }) => ({ patientId: visit.patientId }), openTo: ["colleague"] },
  "access/end-emergency": { input: ({ breakGlassId }) => ({ breakGlassId }) },
  "access/review-emergency": { input: ({ breakGlassId }) => ({ breakGlassId, verdict: "justified", words: "It was right to do so" }), openTo: ["auditor"] },
  "access/review-queue": { input: () => ({}), own: true },
  "access/standing-emergencies": { input: () => ({}), own: true },
  "access/explain": { input: ({ visit }) => ({ staffId: visit.clinician.staffId, patientId: visit.patientId, resource: "note", verb: "read" }), openTo: ["admin"] },
  "access/explain-people": { input: () => ({ text: "Haddad" }), own: true },
  // Signing in, and one's own keys: each answers for the browser that asks and names nobody.
  "access/request-password": { input: () => ({ email: "somebody@example.test" }), own: true },
  "access/set-password": { input: () => ({ token: "x".repeat(43), password: "four words are enough" }), own: true },
  "access/change-password": { input: () => ({ current: "x", next: "four words are enough" }), own: true },
  "access/change-mail": { input: () => ({ email: "somebody.else@example.test" }), own: true },
  "access/confirm-mail": { input: () => ({ token: "x".repeat(43) }), own: true },
  "access/undo-mail": { input: () => ({ token: "x".repeat(43) }), own: true },
  "access/begin-passkey-sign-in": { input: () => ({}), own: true },
  "access/begin-proof": { input: () => ({}), own: true },
  "access/second-step": { input: () => ({ proof: { way: "code", code: "123456" } }), own: true },
  "access/step-up": { input: () => ({ proof: { way: "code", code: "123456" } }), own: true },
  "access/begin-passkey": { input: () => ({}), own: true },
  "access/add-passkey": { input: () => ({ label: "Phone", made: NEW_PASSKEY }), own: true },
  "access/rename-passkey": { input: ({ passkeyId }) => ({ passkeyId, label: "Mine now" }) },
  "access/remove-passkey": { input: ({ passkeyId }) => ({ passkeyId }) },
  "access/begin-totp": { input: () => ({}), own: true },
  "access/confirm-totp": { input: () => ({ ticket: "x", code: "123456" }), own: true },
  "access/remove-totp": { input: () => ({}), own: true },
  "access/renew-recovery-codes": { input: () => ({}), own: true },
  "access/whoami": { input: () => ({}), own: true },
  "access/begin-tie": { input: () => ({}), own: true },
  "access/ask-recovery": { input: () => ({}), own: true },
  // An admin of the practice may, once they have shown who they are: access-recovery.test.ts.
  "access/vouch-recovery": { input: ({ recoveryId }) => ({ recoveryId }), openTo: ["admin"] },
  "access/stop-recovery": { input: ({ recoveryId }) => ({ recoveryId }), openTo: ["admin"] },
  "access/use-recovery": { input: () => ({}), own: true },
  "access/revoke-other-sessions": { input: () => ({}), own: true },
  "access/stay-signed-in": { input: () => ({}), own: true },
  "access/sign-in-step": { input: () => ({}), own: true },
  "access/own-security": { input: () => ({}), own: true },
  "access/own-recovery": { input: () => ({}), own: true },
  "access/list-recoveries": { input: () => ({}), own: true },
  "audit/search": { input: ({ visit }) => ({ filter: { patientId: visit.patientId } }), openTo: ["auditor"], own: true },
  "audit/entry": { input: () => ({ id: "1" }) },
  "audit/find-people": { input: () => ({ text: "Haddad" }), openTo: ["auditor"], own: true },
  "audit/export": { input: ({ visit }) => ({ filter: { patientId: visit.patientId }, format: "csv" }), own: true },
  "audit/chain-status": { input: () => ({}), own: true },
  "audit/key-status": { input: () => ({}), own: true },
  "audit/who-looked": { input: () => ({}), own: true },
  // Whoever holds the mailed link may open it: that is what a link is.
  "visits/open-link": { input: ({ visit }) => ({ token: visit.token }), openTo: EVERYBODY },
  "visits/confirm-identity": { input: (target) => ({ ...visitId(target), name: "Amira Haddad", birthDate: "1968-03-02" }) },
  "visits/say-whereabouts": { input: (target) => ({ ...visitId(target), place: "At home", callbackNumber: "+41 44 555 01 00" }) },
  "visits/report-readiness": { input: (target) => ({ ...visitId(target), readiness: { camera: "ready", microphone: "ready", speaker: "ready", device: "phone" } }) },
  "visits/arrive": { input: visitId },
  "visits/heartbeat": { input: visitId },
  "visits/leave": { input: visitId },
  "visits/take-seat": { input: visitId },
  "visits/take-over": { input: visitId },
  "visits/admit": { input: visitId },
  "visits/clinician-seen": { input: (target) => ({ ...visitId(target), here: true }) },
  "visits/end": { input: visitId },
  "visits/for-visitor": { input: visitId },
  "visits/for-staff": { input: visitId },
  "visits/invite-guest": { input: (target) => ({ ...visitId(target), name: "Karim Haddad", part: "family", email: "karim@example.test" }) },
  "visits/admit-guest": { input: (target) => ({ ...visitId(target), linkId: randomUUID() }) },
  "visits/remove-guest": { input: (target) => ({ ...visitId(target), linkId: randomUUID() }) },
  "visits/say-guest-name": { input: (target) => ({ ...visitId(target), name: "Karim" }) },
  "visits/guest-here": { input: visitId },
  "visits/for-guest": { input: visitId },
  "visits/guests": { input: visitId },
  "scheduling/book-appointment": {
    input: ({ visit, serviceId }) => ({ patientId: visit.patientId, clinicianId: visit.clinician.staffId, serviceId, ...at }),
  },
  "scheduling/cancel-appointment": { input: ({ appointmentId }) => ({ appointmentId, version: 1 }) },
  "scheduling/move-appointment": { input: ({ appointmentId, visit }) => ({ appointmentId, version: 1, clinicianId: visit.clinician.staffId, ...at }) },
  "scheduling/restore-appointment": { input: ({ appointmentId }) => ({ appointmentId, version: 1 }) },
  "scheduling/offer-times": { input: ({ visit, serviceId }) => ({ patientId: visit.patientId, serviceId }), openTo: ["colleague"] },
  "scheduling/day": { input: () => ({}), own: true },
  "scheduling/today": { input: () => ({}), own: true },
  "home/next": { input: () => ({}), own: true },
  "home/ask-supervisor": { input: visitId },
  "home/enter-as-interpreter": { input: visitId },
  "search/find": { input: () => ({ text: "Haddad tomorrow" }), own: true },
  "notifications/list": { input: () => ({}), own: true },
  "notifications/mark": { input: ({ visit }) => ({ ids: [visit.visitId], read: true }) },
  "notifications/mark-all": { input: () => ({}), own: true },
  "notifications/undo-mark-all": { input: () => ({ readAtMs: 0 }), own: true },
  "access/set-preferences": { input: () => ({ theme: "dark" }), own: true },
  "access/own-preferences": { input: () => ({}), own: true },
  "people/register-patient": { input: () => person, own: true },
  "people/likely-duplicates": { input: () => person, own: true },
  "people/my-visits": { input: () => ({}), own: true },
  "people/list-staff": { input: () => ({}), own: true },
  "people/patient-page": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "people/search-patients": { input: () => ({ text: "Haddad" }), own: true },
  "people/registration-page": { input: ({ visit }) => ({ practiceId: visit.practiceId }), openTo: ["nobody"] },
  "people/ask-to-register": { input: ({ visit }) => ({ practiceId: visit.practiceId, ...person, preferredName: null, pronouns: null, email: "nora@patients.example.test", phone: null }), openTo: ["nobody"] },
  "people/confirm-registration": { input: () => ({ token: "not-a-token" }) },
  "people/registrations": { input: () => ({}), own: true },
  "people/judge-registration": { input: ({ visit }) => ({ patientId: visit.patientId, version: 1, answer: "refuse" }) },
  "people/details": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "people/change-details": { input: ({ visit }) => ({ patientId: visit.patientId, version: 1, changes: { phone: "+41 44 555 01 09" } }) },
  "people/duplicates": { input: () => ({}), own: true },
  "people/keep-apart": { input: ({ visit }) => ({ aId: visit.patientId, bId: visit.patientId }) },
  "people/merge-preview": { input: ({ visit }) => ({ aId: visit.patientId, bId: randomUUID() }) },
  "people/merge-patients": { input: ({ visit }) => ({ keptId: visit.patientId, givenId: visit.patientId, keptVersion: 1, givenVersion: 1, fromGiven: [] }) },
  "people/undo-merge": { input: () => ({ mergeId: randomUUID() }) },
  "people/merges": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "people/consents": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "people/give-consent": { input: ({ visit }) => ({ patientId: visit.patientId, textId: randomUUID() }) },
  "people/withdraw-consent": { input: () => ({ consentId: randomUUID() }) },
  "people/agree-to-visit": { input: (target) => ({ ...visitId(target), textId: randomUUID() }) },
  "people/proxies": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "people/invite-proxy": { input: ({ visit }) => ({ patientId: visit.patientId, name: "Karim Haddad", email: "karim@example.test", relation: "partner", scopes: ["visits"], end: { by: "none" } }) },
  "people/proxy-invitation": { input: () => ({ token: "x".repeat(43) }) },
  "people/accept-proxy": { input: () => ({ token: "x".repeat(43) }) },
  "people/patient-account": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "people/invite-account": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "people/withdraw-account-invite": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "people/account-invitation": { input: () => ({ token: "x".repeat(43) }) },
  "people/take-account": { input: () => ({ token: "x".repeat(43), name: "Amira", birthDate: "1968-03-02", password: null }) },
  "people/revoke-proxy": { input: () => ({ proxyId: randomUUID() }) },
  // Files: a ticket is for whoever asks and names no thing yet; a receipt that the server did not make opens nothing.
  "files/prepare-logo": { input: () => ({ name: "a.png", byteCount: 10 }), own: true },
  "files/prepare-document": { input: ({ visit }) => ({ patientId: visit.patientId, name: "a.pdf", byteCount: 10 }) },
  "files/prepare-model": { input: () => ({ name: "a.glb", byteCount: 10 }), own: true },
  "files/keep-logo": { input: () => ({ receipt: "x" }) },
  "files/keep-document": { input: () => ({ receipt: "x" }) },
  "files/keep-model": { input: () => ({ receipt: "x" }) },
  "files/remove-logo": { input: () => ({ fileId: randomUUID() }) },
  "files/remove-document": { input: ({ fileId }) => ({ fileId }) },
  "files/restore-document": { input: ({ fileId }) => ({ fileId }) },
  "files/rename-document": { input: ({ fileId }) => ({ fileId, version: 1, name: "Letter" }) },
  "files/keep-document-confidential": { input: ({ fileId }) => ({ fileId, version: 1, confidential: false }) },
  "files/remove-model": { input: () => ({ fileId: randomUUID() }) },
  "files/logo": { input: () => ({ fileId: randomUUID() }) },
  "files/document": { input: ({ fileId }) => ({ fileId }) },
  "files/model": { input: () => ({ fileId: randomUUID() }) },
  "pain/save-map": { input: ({ visit }) => ({ visitId: visit.visitId, baseVersion: 0, map: { figure: 1, marks: [] } }) },
  "pain/map": { input: visitId },
  "pain/version": { input: ({ visit }) => ({ visitId: visit.visitId, painter: "patient", version: 1 }) },
  "pain/history": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "files/documents": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "files/models": { input: () => ({}), own: true },
  // Models of the practice are for all who treat or lead there; in a visit, for its people.
  "models/list": { input: () => ({}), own: true },
  "models/line": { input: ({ modelId }) => ({ modelId }), openTo: ["colleague", "admin"] },
  "models/level": { input: ({ modelId }) => ({ modelId, level: "light" }), openTo: ["colleague", "admin"] },
  "models/settle": { input: ({ modelId }) => ({ modelId, version: 1, words: CUBE_WORDS, place: CUBE_PLACE, showsPatient: false }), openTo: ["colleague", "admin"] },
  "models/rename": { input: ({ modelId }) => ({ modelId, version: 1, words: CUBE_WORDS }), openTo: ["colleague", "admin"] },
  "models/remove": { input: ({ modelId }) => ({ modelId, version: 1 }), openTo: ["colleague", "admin"] },
  "models/restore": { input: ({ modelId }) => ({ modelId, version: 1 }), openTo: ["colleague", "admin"] },
  // Retention is the admin's, and only to look at the auditor's; without having stepped up an admin deletes nothing.
  "retention/rules": { input: () => ({}), own: true },
  "retention/change-rule": { input: () => ({ recordClass: "audit", years: 12, minorsUntilAge: null }), openTo: ["admin"] },
  "retention/place-hold": { input: ({ visit }) => ({ patientId: visit.patientId, words: "A court asked for it" }), openTo: ["admin"] },
  "retention/lift-hold": { input: () => ({ holdId: randomUUID() }) },
  "retention/holds": { input: () => ({}), own: true },
  "retention/due": { input: () => ({}), own: true },
  "retention/delete-patient": { input: ({ visit }) => ({ patientId: visit.patientId, version: 1, basis: "retention", familyName: "Haddad" }), openTo: ["admin"] },
  "retention/record": { input: ({ visit }) => ({ patientId: visit.patientId }), openTo: ["admin", "auditor"] },
  "retention/receipt": { input: () => ({ receiptId: randomUUID() }) },
  "retention/receipts": { input: () => ({}), own: true },
  "people/acting-for": { input: () => ({}), own: true },
  // The practice and who works there. An admin of it may, once they have shown who they are where it is grave.
  "practice/staff": { input: () => ({}), own: true },
  "practice/invite-staff": { input: () => ({ email: "nora@example.test", displayName: "Nora Quist", speciality: "", roles: ["scheduler"], languages: [], licencePlaces: [], zone: "Europe/Zurich", locale: "en", supervisorId: null }), own: true },
  "practice/resend-invite": { input: ({ visit }) => ({ staffId: visit.clinician.staffId }), openTo: ["admin"] },
  "practice/change-staff": { input: ({ visit }) => ({ staffId: visit.clinician.staffId, version: 1, changes: { roles: ["admin"] } }), openTo: ["admin"] },
  "practice/leaving": { input: ({ visit }) => ({ staffId: visit.clinician.staffId }), openTo: ["admin"] },
  "practice/deactivate-staff": { input: ({ visit }) => ({ staffId: visit.clinician.staffId, version: 1, visits: [], trainees: [] }), openTo: ["admin"] },
  "practice/reactivate-staff": { input: ({ visit }) => ({ staffId: visit.clinician.staffId, version: 1 }), openTo: ["admin"] },
  "practice/care-team": { input: ({ visit }) => ({ patientId: visit.patientId }) },
  "practice/add-to-care-team": { input: ({ visit }) => ({ patientId: visit.patientId, staffId: visit.clinician.staffId, part: "member", from: "2031-03-04", until: null }) },
  "practice/end-care-team-place": { input: () => ({ memberId: randomUUID() }) },
  "practice/settings": { input: () => ({}), own: true },
  "practice/change-practice": { input: () => ({ version: 99, changes: {} }), own: true },
  "practice/services": { input: () => ({}), own: true },
  "practice/create-service": { input: () => ({ name: "Somebody's own", durationMin: 20 }), own: true },
  "practice/change-service": { input: ({ serviceId }) => ({ serviceId, version: 99, changes: { active: false } }), openTo: ["admin"] },
  "practice/templates": { input: () => ({}), own: true },
  "practice/save-template": { input: () => ({ kind: "summary_ready", locale: "en", version: 99, subject: "Read", body: "{link}" }), own: true },
  "practice/reset-template": { input: () => ({ kind: "summary_ready", locale: "en", version: 1 }), own: true },
  "practice/consent-texts": { input: () => ({}), own: true },
  "practice/save-consent-draft": { input: () => ({ kind: "sharing", locale: "en", base: null, title: "Sharing", body: "We share your record with the people who treat you." }), own: true },
  "practice/publish-consent": { input: () => ({ textId: randomUUID(), base: "0".repeat(64) }) },
  "practice/discard-consent-draft": { input: () => ({ textId: randomUUID(), base: "0".repeat(64) }) },
  "practice/api-clients": { input: () => ({}), own: true },
  "practice/create-api-client": { input: () => ({ name: "Calendar", scopes: ["appointments.read"], lifeDays: 30 }), own: true },
  "practice/revoke-api-client": { input: () => ({ clientId: randomUUID() }), openTo: ["admin"] },
  // There is a practice: for nobody is there anything to set up.
  "practice/set-up": { input: () => ({ code: "A".repeat(20), practice: "Harbour", zone: "Europe/Zurich", locale: "en", emergencyNumber: "112", admin: "Nora Quist", email: "nora@example.test" }) },
  "practice/overview": { input: () => ({}), own: true },
  "anatomy/save-tour": { input: (target) => ({ tourId: tourId(target), version: 0, content: { title: { en: "A valve that leaks", es: "" }, stops: [{ registers: {}, side: null, words: { en: "Here it leaks", es: "" }, picture: null }] } }), own: true },
  "anatomy/retire-tour": { input: () => ({ tourId: randomUUID(), version: 1 }) },
  "anatomy/show-tour": { input: (target) => ({ ...visitId(target), tourId: randomUUID() }) },
  "anatomy/tours": { input: () => ({}), own: true },
  "anatomy/tour": { input: () => ({ tourId: randomUUID() }) },
  "anatomy/visit-tours": { input: visitId },
  "anatomy/visit-tour": { input: (target) => ({ ...visitId(target), editionId: randomUUID() }) },
  "record/keep-view": { input: (target) => ({ ...visitId(target), viewId: randomUUID(), label: "View", registers: {}, pictureType: "image/jpeg", pictureBase64: PIXEL }) },
  "record/save-note": { input: (target) => ({ ...visitId(target), baseVersion: 0, text, views: [] }) },
  "record/keep-confidential": { input: (target) => ({ ...visitId(target), confidential: false }) },
  "record/sign-note": { input: (target) => ({ ...visitId(target), baseVersion: 1 }) },
  "record/note": { input: visitId },
  "record/kept-views": { input: visitId },
  "record/summary": { input: visitId },
  "record/view-picture": { input: () => ({ viewId: randomUUID() }) },
  // Anybody may ask, and hears the same whether or not there is a summary; the code goes to the patient's mail.
  "record/send-summary-code": { input: visitId, openTo: ["nobody"] },
  "record/open-summary": { input: (target) => ({ ...visitId(target), code: "123456" }), openTo: ["nobody"] },
  "room/enter": { input: visitId },
  "room/connect": { input: (target) => ({ ...visitId(target), actor: 1 }) },
  "room/push-ops": { input: (target) => ({ ...visitId(target), actor: 1, ops: [{ actor: 1, seq: 1, lamport: 1, register: "model/heart/xray", value: true }] }) },
  "room/relay-ops": { input: (target) => ({ ...visitId(target), actor: 1, author: 2, ops: [{ actor: 2, seq: 1, lamport: 1, register: "model/heart/xray", value: true }] }) },
  "room/timeline": { input: (target) => ({ ...visitId(target), sinceVersion: 0 }) },
  "room/leave": { input: (target) => ({ ...visitId(target), actor: 1 }) },
  "room/scene": { input: (target) => ({ ...visitId(target), sinceVersion: 0 }) },
};

/** Somebody of each kind. */
export type Outsiders = Record<Outsider, Actor>;
