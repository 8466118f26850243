import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { actorAt, type Actor, type ApiScope, type ProxyScope, type Role, type StaffActor } from "@/core/access/actor";
import { explainDecision } from "@/core/access/explain";
import { FIELD_RULES, fieldsOf, type FieldClass } from "@/core/access/fields";
import { POLICY } from "@/core/access/grants";
import { evaluate, type Facts, type Resource, type Verb } from "@/core/access/policy";
import { breakGlass } from "@/server/access/break-glass";
import { reviewQueue } from "@/server/access/break-glass-review";
import { openSession } from "@/server/access/sessions";
import { db } from "@/server/kit/db";
import type { Command, Query } from "@/server/kit/operation";
import { patientPage } from "@/server/people/patient-page";
import { searchPatients } from "@/server/people/search-patients";
import { noteQuery } from "@/server/record/queries";
import { enter } from "@/server/room/enter";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { schedulingDay } from "@/server/scheduling/day";
import { admit, end } from "@/server/visits/host";
import { ACTIONS, oracle, WORDS, writeOracle, type Action, type Question, type Word } from "../support/access-oracle";
import { act, createClinician, createVisit, openAs, type VisitFixture } from "../support/visit-fixture";

const STAFF = ["clinician", "trainee", "scheduler", "admin", "auditor", "interpreter"] as const;
const WHO = [...STAFF, "patient", "proxy", "company", "visitor", "guest", "integration", "nobody"] as const;
const SCOPES = ["appointments", "visits", "summaries", "contact", "practice.read", "patients.read", "patients.write", "appointments.read", "appointments.write"];

const RULES: Readonly<Record<Action, readonly [Resource, Verb]>> = {
  "read note": ["note", "read"],
  "write note": ["note", "write"],
  "sign note": ["note", "sign"],
  "read summary": ["summary", "read"],
  "read record": ["patient_record", "read"],
  "read patient": ["patient", "read"],
  "find patient": ["patient", "list"],
  "register patient": ["patient", "create"],
  book: ["appointment", "book"],
  "see day": ["appointment", "list"],
  admit: ["visit", "admit"],
  "end visit": ["visit", "end"],
  arrive: ["visit", "arrive"],
  "enter room": ["room", "enter"],
  "send link": ["visit_link", "send"],
  "change staff": ["staff", "change"],
  "read audit": ["audit", "read"],
  "break glass": ["break_glass", "break"],
  "review emergency": ["break_glass", "review"],
  "merge patients": ["patient_merge", "merge"],
  "keep in confidence": ["note", "change"],
  "read pain": ["pain_map", "read"],
  "paint pain": ["pain_map", "write"],
};

const question: fc.Arbitrary<Question> = fc.record({
  who: fc.constantFrom(...WHO),
  // Most questions are about things of one's own practice: the others are all refused.
  samePractice: fc.constantFrom(true, true, true, false),
  strong: fc.constantFrom(true, true, false),
  own: fc.boolean(),
  treats: fc.boolean(),
  supervisor: fc.boolean(),
  emergency: fc.boolean(),
  scopes: fc.subarray(SCOPES),
  confidential: fc.boolean(),
  fresh: fc.boolean(),
  action: fc.constantFrom(...ACTIONS),
});

const NOW = 1_800_000_000_000;
const isStaff = (who: Question["who"]): who is (typeof STAFF)[number] => (STAFF as readonly string[]).includes(who);
const base = { practiceId: "p1", accountId: "a1", sessionId: "s1", name: "x", zone: "UTC", locale: "en", stepUpAtMs: NOW };

/** As what somebody sits in a visit. */
const partOf = (who: Question["who"]) => (who === "guest" ? "guest" : who === "company" ? "proxy" : "patient");

/** The question as the policy is asked it. */
function posed(q: Question): { actor: Actor; facts: Facts } {
  const ids = { patientId: "q1", visitId: "v1" };
  const about: Record<string, unknown> = { practiceId: q.samePractice ? "p1" : "p2", ...ids, clinicianId: "c9", careTeam: ["c8"], confidential: q.confidential };
  if (isStaff(q.who)) {
    if (q.own) about.clinicianId = "c1";
    else if (q.who === "trainee" && q.supervisor) about.clinicianId = "boss";
    about.careTeam = ["c8", ...(q.treats ? ["c1"] : []), ...(q.supervisor ? ["boss"] : [])];
    const emergencies = [{ breakGlassId: "g", patientId: q.emergency ? "q1" : "q2", endsAtMs: NOW + 1 }];
    const stepUpAtMs = q.fresh ? NOW : NOW - 10 * 60_000;
    const supervisorId = q.who === "trainee" ? "boss" : null;
    const actor = { kind: "staff", ...base, staffId: "c1", roles: [q.who], strong: q.strong, stepUpAtMs, supervisorId, emergencies };
    return { actor: actorAt(actor as unknown as Actor, NOW), facts: about as unknown as Facts };
  }
  const more = { patientId: q.own ? "q1" : "q2", visitId: q.own ? "v1" : "v2", scopes: q.scopes };
  const kind = q.who === "nobody" ? "public" : q.who === "guest" || q.who === "company" ? "visitor" : q.who;
  const actor = { kind, ...base, ...more, part: partOf(q.who) };
  return { actor: actor as unknown as Actor, facts: about as unknown as Facts };
}

describe("the policy against an independent table", () => {
  it("ACC-38: agrees in 20,000 random cases", () => {
    const counts = { allowed: 0, refused: 0 };
    fc.assert(
      fc.property(question, (q) => {
        const { actor, facts } = posed(q);
        const [resource, verb] = RULES[q.action];
        const { allowed } = evaluate(POLICY, actor, resource, verb, facts);
        counts[allowed ? "allowed" : "refused"] += 1;
        const told = () => JSON.stringify(explainDecision(POLICY, actor, resource, verb, facts), null, 1);
        expect(allowed, `${JSON.stringify(q)}\n${told()}`).toBe(oracle(q));
      }),
      { numRuns: 20_000, seed: 20_261_126 },
    );
    // Neither answer is so rare that agreeing on it would say nothing.
    expect(counts.allowed).toBeGreaterThan(800);
    expect(counts.refused).toBeGreaterThan(800);
  });

  it("ACC-38, ACC-48: and on who may write which field", () => {
    const classes: Readonly<Record<Word, FieldClass>> = { "birth date": "identity", "preferred name": "calling", "phone number": "contact", "what for": "reason", note: "clinical" };
    const counts = { allowed: 0, refused: 0 };
    fc.assert(
      fc.property(question, fc.constantFrom(...WORDS), (q, word) => {
        const { actor, facts } = posed(q);
        const allowed = fieldsOf(FIELD_RULES, actor, facts, "write").has(classes[word]);
        counts[allowed ? "allowed" : "refused"] += 1;
        expect(allowed, `${JSON.stringify(q)}, ${word}`).toBe(writeOracle(q, word));
      }),
      { numRuns: 20_000, seed: 20_261_126 },
    );
    expect(counts.allowed).toBeGreaterThan(800);
    expect(counts.refused).toBeGreaterThan(800);
  });
});

/** The operations by which each action is done, on the visit or patient of the question. */
const ASKS: Readonly<Partial<Record<Action, { readonly operation: unknown; readonly input: (visit: VisitFixture, serviceId: string) => object }>>> = {
  "read note": { operation: noteQuery, input: ({ visitId }) => ({ visitId }) },
  "read patient": { operation: patientPage, input: ({ patientId }) => ({ patientId }) },
  admit: { operation: admit, input: ({ visitId }) => ({ visitId }) },
  "end visit": { operation: end, input: ({ visitId }) => ({ visitId }) },
  "enter room": { operation: enter, input: ({ visitId }) => ({ visitId }) },
  "break glass": { operation: breakGlass, input: ({ patientId }) => ({ patientId, reason: "cover", words: "Covering for a colleague" }) },
  book: {
    operation: bookAppointment,
    input: ({ patientId, clinician }, serviceId) => ({ patientId, clinicianId: clinician.staffId, serviceId, date: "2031-03-04", time: "10:00", zone: "Europe/Zurich" }),
  },
  "find patient": { operation: searchPatients, input: () => ({ text: "Haddad" }) },
  "see day": { operation: schedulingDay, input: () => ({}) },
  "review emergency": { operation: reviewQueue, input: () => ({}) },
};

/** The day of the whole practice is for those who book: who sees only their own has another page for it. */
const OF_ALL: readonly Question["who"][] = ["patient", "proxy", "trainee"];

/** Actions on no thing: another practice has its own answer to them. */
const ON_NOTHING: readonly Action[] = ["find patient", "see day", "review emergency"];
const POLICY_REFUSALS = ["access.denied", "access.signed_out", "access.second_factor_needed", "access.step_up_needed", "kit.not_found"];

/** The question as real rows can pose it: who holds the visit treats the patient, and a list names no thing elsewhere. */
function asHere(q: Question): Question {
  return { ...q, confidential: false, samePractice: q.samePractice || ON_NOTHING.includes(q.action), treats: q.treats || q.own };
}

describe("the real pipeline against the same table", () => {
  let here: VisitFixture;
  let elsewhere: VisitFixture;
  let serviceId: string;
  const people = new Map<string, StaffActor>();

  beforeAll(async () => {
    [here, elsewhere] = [await createVisit(60), await createVisit(60)];
    ({ id: serviceId } = await db().service.findFirstOrThrow({ where: { practiceId: here.practiceId } }));
    for (const key of ["own", "treats", "neither"]) {
      const person = key === "own" ? here.clinician : await createClinician(here.practiceId);
      await openSession(db(), person.accountId, person.sessionId, "", Date.now(), ["demo"]);
      people.set(key, person);
    }
    const named = { practiceId: here.practiceId, patientId: here.patientId, addedBy: here.clinician.staffId, startsAt: new Date(0) };
    await db().careTeamMember.create({ data: { ...named, staffId: people.get("treats")?.staffId ?? "" } });
  });

  async function actorOf(q: Question): Promise<Actor> {
    const { practiceId, patientId } = here;
    if (isStaff(q.who)) {
      const person = people.get(q.own && q.who !== "trainee" ? "own" : q.treats && q.who !== "trainee" ? "treats" : "neither");
      if (person === undefined) throw new Error("nobody");
      const emergencies = q.emergency ? [{ breakGlassId: randomUUID(), patientId, endsAtMs: Date.now() + 60_000 }] : [];
      const supervisorId = q.who === "trainee" ? (people.get(q.supervisor ? "own" : "neither")?.staffId ?? null) : null;
      const roles: readonly Role[] = [q.who];
      return { ...person, roles, strong: q.strong, stepUpAtMs: q.fresh ? Date.now() : null, supervisorId, emergencies } as unknown as Actor;
    }
    const ids = { accountId: randomUUID(), sessionId: randomUUID(), clientId: randomUUID(), proxyId: randomUUID() };
    const common = { practiceId, ...ids, name: "Somebody", zone: "UTC", locale: "en", stepUpAtMs: null };
    const scopes = q.scopes as (ProxyScope & ApiScope)[];
    if (q.who === "nobody") return { kind: "public" };
    if (q.who === "patient" || q.who === "proxy" || q.who === "integration") {
      return { kind: q.who, ...common, patientId: q.own ? patientId : randomUUID(), scopes } as unknown as Actor;
    }
    const { visitor } = await openAs((q.own ? here : elsewhere).token);
    return { ...visitor, practiceId, part: partOf(q.who) };
  }

  it("ACC-38: agrees in 400 seeded calls, half of them allowed", async () => {
    const asked = fc
      .sample(question, { numRuns: 30_000, seed: 7 })
      .filter((q) => ASKS[q.action] !== undefined && !(q.action === "see day" && OF_ALL.includes(q.who)))
      .map(asHere);
    const sample = [...asked.filter(oracle).slice(0, 200), ...asked.filter((q) => !oracle(q)).slice(0, 200)];
    expect(sample).toHaveLength(400);
    for (const q of sample) {
      const actor = await actorOf(q);
      const ask = ASKS[q.action];
      if (ask === undefined) continue;
      // Four hundred questions of three people would else run into the rate limits, which are not the question.
      await db().rateBucket.deleteMany();
      const result = await act(ask.operation as Command | Query, actor, ask.input(q.samePractice ? here : elsewhere, serviceId));
      const allowed = result.ok || !POLICY_REFUSALS.includes(result.error.code);
      expect(allowed, `${JSON.stringify(q)} → ${result.ok ? "ok" : result.error.code}`).toBe(oracle(q));
    }
  }, 240_000);
});
