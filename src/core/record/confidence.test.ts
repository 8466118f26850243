import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import { POLICY } from "@/core/access/grants";
import { mayHear } from "@/core/access/hear";
import { evaluate, RESOURCES, stands, RELATIONS, type Facts } from "@/core/access/policy";
import { FIELD_RULES, fieldsOf } from "@/core/access/fields";
import { VERBS } from "@/core/access/resources";
import type { PushEvent } from "@/core/kit/topics";
import { decideConfidence, isAgeOfConfidence } from "./confidence";

const decide = (more: object, confidential = true) => {
  const decided = decideConfidence({ visitState: "ended", age: 14, majorityAge: 18, ...more }, { confidential });
  return decided.ok ? "ok" : decided.error.code;
};

describe("what is said in confidence", () => {
  it("NOTE-13: is marked from the twelfth birthday until the patient comes of age, and unmarked at any age", () => {
    expect([11, 12, 17, 18].map((age) => isAgeOfConfidence(age, 18))).toEqual([false, true, true, false]);
    expect(decide({ age: 15, majorityAge: 16 })).toBe("ok");
    expect(decide({ age: 16, majorityAge: 16 })).toBe("record.confidence_age");
    expect(decide({ age: 40 }, false)).toBe("ok");
  });

  it("NOTE-13: is marked once the patient was let in, and never before", () => {
    for (const visitState of ["expected", "waiting", "cancelled", "missed"]) expect(decide({ visitState })).toBe("record.visit_not_begun");
    expect(decide({ visitState: "admitted" })).toBe("ok");
  });

  const base = { practiceId: "p1", accountId: "a1", sessionId: "s1", name: "x", zone: "UTC", locale: "en", stepUpAtMs: 1 };
  const helper = fc
    .record({ kind: fc.constantFrom("proxy", "visitor"), part: fc.constantFrom("patient", "proxy", "guest"), scopes: fc.subarray(["appointments", "visits", "summaries", "documents", "contact"]) })
    .map((more) => ({ ...base, ...more, patientId: "q1", visitId: "v1", proxyId: "x1", seatId: "s" }) as unknown as Actor);
  const about = { practiceId: "p1", patientId: "q1", visitId: "v1", accountId: "a2", confidential: true } as unknown as Facts;

  it("NOTE-14: nobody who acts for the patient, and no link, stands in any relation to it, whatever their scopes", () => {
    fc.assert(
      fc.property(helper, fc.constantFrom(...RESOURCES), fc.constantFrom(...VERBS), (actor, resource, verb) => {
        for (const relation of RELATIONS) if (relation !== "any") expect(stands(actor, relation, about), relation).toBe(false);
        const decision = evaluate(POLICY, actor, resource, verb, about);
        if (decision.allowed) expect(decision.grant.relation).toBe("any");
        for (const way of ["read", "write"] as const) expect([...fieldsOf(FIELD_RULES, actor, about, way)]).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it("NOTE-14: the patient's own account reads it as any other", () => {
    const patient = { ...base, kind: "patient", patientId: "q1" } as unknown as Actor;
    expect(evaluate(POLICY, patient, "summary", "read", about).allowed).toBe(true);
    expect(evaluate(POLICY, { ...patient, patientId: "q2" } as Actor, "summary", "read", about).allowed).toBe(false);
  });

  it("NOTE-14: no helper hears that something was written; the patient does", () => {
    const event: PushEvent = { topic: "note.changed", ids: { practiceId: "p1", patientId: "q1", visitId: "v1", confidential: true } };
    fc.assert(fc.property(helper, (actor) => !mayHear(actor, event)));
    const patient = { ...base, kind: "patient", patientId: "q1" } as unknown as Actor;
    expect(mayHear(patient, event)).toBe(true);
  });
});
