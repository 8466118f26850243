import { describe, expect, it } from "vitest";
import type { PushEvent, Topic } from "@/core/kit/topics";
import type { Actor } from "./actor";
import { mayHear } from "./hear";

const ids = { practiceId: "p1", visitId: "v1", patientId: "q1", clinicianId: "c1", accountId: "a1", sessionId: "s1" };
const event = (topic: Topic, more: Partial<PushEvent["ids"]> = {}): PushEvent => ({ topic, ids: { ...ids, ...more } });
const base = { practiceId: "p1", accountId: "a9", sessionId: "s9", name: "x", zone: "UTC", locale: "en" };
const staff = (roles: string[], staffId = "c1") => ({ kind: "staff", ...base, staffId, roles, strong: true }) as unknown as Actor;
const visitor = (visitId: string) => ({ kind: "visitor", ...base, visitId, patientId: "q1", part: "patient" }) as unknown as Actor;
const patient = (patientId: string) => ({ kind: "patient", ...base, patientId }) as unknown as Actor;

describe("who hears of what", () => {
  it("ACC-24: nobody hears of another practice, and people we don't know hear nothing", () => {
    for (const actor of [staff(["clinician", "scheduler"]), visitor("v1"), patient("q1"), { kind: "public" } as Actor]) {
      expect(mayHear(actor, event("visit.changed", { practiceId: "p2" }))).toBe(false);
    }
    expect(mayHear({ kind: "public" }, event("visit.changed"))).toBe(false);
  });

  it("ACC-24: a visitor hears of the own visit, a patient of the own person", () => {
    expect(mayHear(visitor("v1"), event("room.ops"))).toBe(true);
    expect(mayHear(visitor("v2"), event("room.ops"))).toBe(false);
    expect(mayHear(patient("q1"), event("note.changed"))).toBe(true);
    expect(mayHear(patient("q2"), event("note.changed"))).toBe(false);
  });

  it("ACC-24: the desk hears of arrivals and not of rooms or notes; a colleague not of another's room", () => {
    expect(mayHear(staff(["scheduler"]), event("visit.changed"))).toBe(true);
    expect(mayHear(staff(["scheduler"]), event("room.ops"))).toBe(false);
    expect(mayHear(staff(["scheduler"]), event("note.changed"))).toBe(false);
    expect(mayHear(staff(["clinician"], "c1"), event("room.ops"))).toBe(true);
    expect(mayHear(staff(["clinician"], "c2"), event("room.ops"))).toBe(false);
    expect(mayHear(staff(["auditor", "admin"]), event("visit.changed"))).toBe(false);
  });

  it("ACC-24: a revoked session is told to its own account alone", () => {
    expect(mayHear(staff(["clinician"]), event("session.revoked"))).toBe(false);
    expect(mayHear(staff(["clinician"]), event("session.revoked", { accountId: "a9" }))).toBe(true);
  });
});
