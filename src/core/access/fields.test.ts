import { describe, expect, it } from "vitest";
import type { Actor, Role } from "./actor";
import { deniedWrites, FIELD_CLASSES, FIELD_RULES, fieldsOf, withhold } from "./fields";
import type { Facts } from "./policy";

const base = { practiceId: "p1", accountId: "a1", sessionId: "s1", name: "x", zone: "UTC", locale: "en" };
const staff = (role: Role, more: object = {}) =>
  ({ kind: "staff", ...base, staffId: "c1", roles: [role], strong: true, stepUpAtMs: null, supervisorId: null, emergencies: [], ...more }) as unknown as Actor;
const other = (kind: string, more: object) => ({ kind, ...base, ...more }) as unknown as Actor;
const facts = { practiceId: "p1", patientId: "q1", visitId: "v1" } as unknown as Facts;
const treated = { ...facts, careTeam: ["c1"] } as unknown as Facts;
const reads = (actor: Actor, about: Facts = facts) => [...fieldsOf(FIELD_RULES, actor, about, "read")].sort();

describe("fields", () => {
  it("ACC-36: the desk reads who comes and how to reach them, and not what for", () => {
    expect(reads(staff("scheduler"), treated)).toEqual(["calling", "contact", "identity"]);
    expect(reads(staff("admin"), treated)).toEqual(["calling", "identity"]);
    expect(reads(staff("auditor"), treated)).toEqual(["calling", "identity"]);
  });

  it("ACC-36: a clinician reads on only of those they take care of, or in an emergency", () => {
    expect(reads(staff("clinician"))).toEqual(["calling", "identity"]);
    expect(reads(staff("clinician"), treated)).toEqual([...FIELD_CLASSES].sort());
    expect(reads(staff("clinician", { emergencies: [{ patientId: "q1" }] }))).toEqual([...FIELD_CLASSES].sort());
    expect(reads(staff("clinician", { emergencies: [{ patientId: "q2" }] }))).toEqual(["calling", "identity"]);
  });

  it("ACC-30, ACC-36: one factor, another practice and strangers read no field", () => {
    expect(reads(staff("clinician", { strong: false }), treated)).toEqual([]);
    expect(reads(staff("scheduler", { practiceId: "p2" }))).toEqual([]);
    expect(reads({ kind: "public" })).toEqual([]);
  });

  it("ACC-34, ACC-36: a guest reads nothing of the patient, an interpreter of the staff the name", () => {
    expect(reads(other("visitor", { part: "guest", visitId: "v1" }))).toEqual([]);
    expect(reads(staff("interpreter"), { ...facts, guests: ["c1"] } as unknown as Facts)).toEqual(["calling", "identity"]);
    expect(reads(staff("interpreter"))).toEqual([]);
  });

  it("ACC-33, ACC-35: proxies and programs read by scope", () => {
    expect(reads(other("proxy", { patientId: "q1", scopes: ["summaries"] }))).toEqual(["calling", "clinical", "identity"]);
    expect(reads(other("proxy", { patientId: "q1", scopes: ["summaries"] }), { ...facts, confidential: true })).toEqual([]);
    expect(reads(other("integration", { scopes: ["patients.read"] }))).toEqual(["calling", "contact", "identity"]);
    expect(reads(other("integration", { scopes: ["appointments.read"] }))).toEqual([]);
  });

  it("ACC-36: what is withheld is null, and the rest stays as it was", () => {
    const view = { name: "Amira", email: "a@example.test" as string | null, reason: "chest pain" as string | null };
    const fields = { email: "contact", reason: "reason" } as const;
    expect(withhold(FIELD_RULES, staff("scheduler"), facts, fields, view)).toEqual({ ...view, reason: null });
    expect(withhold(FIELD_RULES, staff("clinician"), facts, fields, view)).toEqual({ name: "Amira", email: null, reason: null });
    expect(view.reason).toBe("chest pain");
  });

  it("ACC-48: what may not be written is named by its path; what was not sent is not written, and null clears", () => {
    const map = { "changes.givenName": "identity", "changes.preferredName": "calling", "changes.phone": "contact" } as const;
    const denied = (actor: Actor, changes: object, about = treated) => deniedWrites(FIELD_RULES, actor, about, map, { changes });
    const all = { givenName: "Eve", preferredName: null, phone: "1" };
    expect(denied(staff("scheduler"), all)).toEqual([]);
    expect(denied(staff("clinician"), all)).toEqual(["changes.givenName"]);
    expect(denied(staff("clinician"), { ...all, givenName: undefined })).toEqual([]);
    expect(denied(staff("clinician"), all, facts)).toEqual(Object.keys(map));
    expect(denied(staff("clinician", { emergencies: [{ patientId: "q1" }] }), all, facts)).toEqual(Object.keys(map));
    expect(denied(staff("scheduler", { strong: false }), all)).toEqual(Object.keys(map));
    expect(denied(other("proxy", { patientId: "q1", scopes: ["contact"] }), all)).toEqual(["changes.givenName", "changes.preferredName"]);
    expect(deniedWrites(FIELD_RULES, staff("admin"), facts, map, null)).toEqual([]);
  });
});
