import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccountId, PatientId, PracticeId, SessionId, StaffId, VisitId, VisitLinkId, VisitSeatId } from "@/core/kit/ids";
import { ROLES, type Actor, type Role } from "./actor";
import { FIELD_RULES, fieldsOf } from "./fields";
import { POLICY } from "./grants";
import { dependsOnCareTeam, evaluate, RESOURCES, verbsOn, type Facts, type Resource, type Verb } from "./policy";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const common = { sessionId: id(90) as SessionId, zone: "UTC", locale: "en", name: "x" };

function staff(roles: readonly Role[], practice = 1, staffId = 10): Actor {
  return { kind: "staff", practiceId: id(practice) as PracticeId, accountId: id(staffId + 100) as AccountId, staffId: id(staffId) as StaffId, roles, strong: true, stepUpAtMs: null, supervisorId: null, emergencies: [], ...common };
}
const patient: Actor = { kind: "patient", practiceId: id(1) as PracticeId, accountId: id(120) as AccountId, patientId: id(20) as PatientId, stepUpAtMs: null, ...common };
const visitor: Actor = {
  kind: "visitor",
  part: "patient",
  guestPart: null,
  proxyId: null,
  practiceId: id(1) as PracticeId,
  visitId: id(30) as VisitId,
  patientId: id(20) as PatientId,
  linkId: id(31) as VisitLinkId,
  seatId: id(32) as VisitSeatId,
  name: "x",
  locale: "en",
};
const facts: Facts = {
  practiceId: id(1) as PracticeId,
  patientId: id(20) as PatientId,
  visitId: id(30) as VisitId,
  clinicianId: id(10) as StaffId,
};
const may = (actor: Actor, resource: Resource, verb: Verb, about: Facts = facts) => evaluate(POLICY, actor, resource, verb, about);

const VERBS = [...new Set(POLICY.flatMap((grant) => grant.verbs))];
const anyActor = fc.oneof(
  fc.constant<Actor>({ kind: "public" }),
  fc.constant(patient),
  fc.constant(visitor),
  fc.record({ roles: fc.subarray([...ROLES]), practice: fc.constantFrom(1, 2), who: fc.constantFrom(10, 11) }).map(({ roles, practice, who }) => staff(roles, practice, who)),
);
const anyFacts = fc.record({
  practiceId: fc.constantFrom(id(1), id(2)) as fc.Arbitrary<PracticeId>,
  patientId: fc.constantFrom(id(20), id(21)) as fc.Arbitrary<PatientId>,
  visitId: fc.constantFrom(id(30), id(33)) as fc.Arbitrary<VisitId>,
  clinicianId: fc.constantFrom(id(10), id(11)) as fc.Arbitrary<StaffId>,
  accountId: fc.constantFrom(id(110), id(120)) as fc.Arbitrary<AccountId>,
  careTeam: fc.subarray([id(10), id(11)]) as fc.Arbitrary<StaffId[]>,
});

describe("the policy", () => {
  it("ACC-10: denies by default: without grants nobody may do anything", () => {
    fc.assert(
      fc.property(anyActor, fc.constantFrom(...RESOURCES), fc.constantFrom(...VERBS), anyFacts, (actor, resource, verb, about) => {
        expect(evaluate([], actor, resource, verb, about).allowed).toBe(false);
      }),
    );
  });

  it("ACC-11: nobody ever reaches a thing of another practice", () => {
    fc.assert(
      fc.property(anyActor, fc.constantFrom(...RESOURCES), fc.constantFrom(...VERBS), anyFacts, (actor, resource, verb, about) => {
        if (actor.kind === "public" || actor.practiceId === about.practiceId) return;
        expect(may(actor, resource, verb, about).allowed).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("ACC-12: the verbs of a view are the verbs that the evaluation allows", () => {
    fc.assert(
      fc.property(anyActor, fc.constantFrom(...RESOURCES), anyFacts, (actor, resource, about) => {
        const offered = verbsOn(POLICY, actor, resource, about);
        // A grave step is offered to those who may take it; pressing it asks for the fresh proof.
        const fresh = ("stepUpAtMs" in actor ? { ...actor, stepUpAtMs: 1 } : actor) as Actor;
        for (const verb of VERBS) expect(offered.includes(verb)).toBe(may(fresh, resource, verb, about).allowed);
      }),
    );
  });

  it("ACC-31: who takes care of a patient changes nothing for those whom nobody looks it up for", () => {
    fc.assert(
      fc.property(anyActor, fc.constantFrom(...RESOURCES), anyFacts, (actor, resource, about) => {
        if (dependsOnCareTeam(actor)) return;
        const unknown = { ...about, careTeam: [] };
        expect(verbsOn(POLICY, actor, resource, about)).toEqual(verbsOn(POLICY, actor, resource, unknown));
        for (const way of ["read", "write"] as const) expect(fieldsOf(FIELD_RULES, actor, about, way)).toEqual(fieldsOf(FIELD_RULES, actor, unknown, way));
      }),
      { numRuns: 1000 },
    );
    const byCare = [...POLICY, ...FIELD_RULES].filter(({ relation }) => relation === "care_team" || relation === "supervised");
    expect([...new Set(byCare.map(({ who }) => who))].sort()).toEqual(["clinician", "trainee"]);
  });

  it("ACC-13: scheduler, admin and auditor read no note, summary or scene", () => {
    for (const role of ["scheduler", "admin", "auditor"] as const) {
      for (const resource of ["note", "summary", "scene_view", "patient_record", "room"] as const) {
        expect(verbsOn(POLICY, staff([role]), resource, { ...facts, careTeam: [id(10) as StaffId] })).toEqual([]);
      }
    }
  });

  it("ACC-11: a visitor has one visit; another visit of the same patient is not theirs", () => {
    expect(may(visitor, "visit", "arrive").allowed).toBe(true);
    expect(may(visitor, "visit", "arrive", { ...facts, visitId: id(33) as VisitId })).toEqual({ allowed: false, why: "no_relation" });
    expect(may(visitor, "note", "read")).toEqual({ allowed: false, why: "no_grant" });
  });

  it("only the clinician of a visit admits; a colleague does not", () => {
    expect(may(staff(["clinician"]), "visit", "admit").allowed).toBe(true);
    expect(may(staff(["clinician"], 1, 11), "visit", "admit")).toEqual({ allowed: false, why: "no_relation" });
    expect(may({ kind: "public" }, "visit", "admit")).toEqual({ allowed: false, why: "signed_out" });
  });

  it("ACC-30: staff with one factor reach what is open to anybody, and are asked for the second", () => {
    const weak = { ...staff(["clinician", "admin", "scheduler"]), strong: false } as Actor;
    for (const resource of ["note", "visit", "patient", "audit", "summary", "room"] as const) expect(verbsOn(POLICY, weak, resource, facts)).toEqual([]);
    expect(may(weak, "note", "read")).toEqual({ allowed: false, why: "weak" });
    expect(may(weak, "staff", "change")).toEqual({ allowed: false, why: "weak" });
    expect(may(weak, "staff", "list").allowed).toBe(true);
    expect(may(weak, "anatomy", "read").allowed).toBe(true);
    expect(may(weak, "session", "revoke", { practiceId: id(1) as PracticeId, accountId: id(110) as AccountId }).allowed).toBe(true);
  });

  it("ACC-32: a trainee reads and drafts where the supervisor takes care, and signs nowhere", () => {
    const trainee = { ...staff(["trainee"], 1, 11), supervisorId: id(10) as StaffId } as Actor;
    expect(verbsOn(POLICY, trainee, "note", facts)).toEqual(["read", "list", "write"]);
    expect(may(trainee, "note", "sign")).toEqual({ allowed: false, why: "no_grant" });
    expect(may(trainee, "visit", "admit").allowed).toBe(false);
    const ofOthers = { ...facts, clinicianId: id(12) as StaffId };
    expect(may(trainee, "note", "read", ofOthers)).toEqual({ allowed: false, why: "no_relation" });
    expect(may(trainee, "note", "read", { ...ofOthers, careTeam: [id(10) as StaffId] }).allowed).toBe(true);
    expect(may({ ...trainee, supervisorId: null } as Actor, "note", "read").allowed).toBe(false);
  });

  it("ACC-33: a proxy acts in the scopes given, for the one patient, never in what was told in confidence", () => {
    const proxy = { ...patient, kind: "proxy", scopes: ["summaries"] } as unknown as Actor;
    expect(may(proxy, "summary", "read").allowed).toBe(true);
    expect(may(proxy, "summary", "read", { ...facts, confidential: true })).toEqual({ allowed: false, why: "no_relation" });
    expect(may(proxy, "summary", "read", { ...facts, patientId: id(21) as PatientId }).allowed).toBe(false);
    expect(may(proxy, "appointment", "read")).toEqual({ allowed: false, why: "no_grant" });
  });

  it("ACC-43: a grave step wants a fresh proof; what its end looks like is no matter of it", () => {
    expect(may(staff(["clinician"]), "break_glass", "break")).toEqual({ allowed: false, why: "stale" });
    expect(may({ ...staff(["clinician"]), stepUpAtMs: 1 } as Actor, "break_glass", "break").allowed).toBe(true);
    expect(may(staff(["clinician"]), "break_glass", "open").allowed).toBe(true);
    // Offered all the same: pressing it asks.
    expect(verbsOn(POLICY, staff(["clinician"]), "break_glass", { practiceId: id(1) as PracticeId })).toContain("break");
  });
});
