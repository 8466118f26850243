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

  it("ACC-24, ACC-34: a guest hears of the meeting and of no note; an interpreter of the staff hears of nothing", () => {
    const guest = { ...visitor("v1"), part: "guest" } as Actor;
    expect(mayHear(guest, event("room.ops"))).toBe(true);
    expect(mayHear(guest, event("visit.changed"))).toBe(true);
    expect(mayHear(guest, event("note.changed"))).toBe(false);
    expect(mayHear({ ...guest, visitId: "v2" } as Actor, event("room.ops"))).toBe(false);
    for (const topic of ["visit.changed", "note.changed", "room.ops"] as const) expect(mayHear(staff(["interpreter"]), event(topic))).toBe(false);
  });

  it("ACC-24, ACC-33: a proxy hears within the scopes given, of the one patient", () => {
    const proxy = (scopes: string[], patientId = "q1") => ({ kind: "proxy", ...base, patientId, scopes }) as unknown as Actor;
    expect(mayHear(proxy(["summaries"]), event("note.changed"))).toBe(true);
    expect(mayHear(proxy(["summaries"], "q2"), event("note.changed"))).toBe(false);
    expect(mayHear(proxy(["appointments"]), event("note.changed"))).toBe(false);
    expect(mayHear(proxy(["appointments"]), event("appointment.changed"))).toBe(true);
    expect(mayHear(proxy(["appointments", "visits", "summaries"]), event("room.ops"))).toBe(false);
  });

  it("ACC-24, ACC-30, ACC-35: one factor and programs hear nothing", () => {
    expect(mayHear({ ...staff(["clinician", "scheduler"]), strong: false } as Actor, event("visit.changed"))).toBe(false);
    expect(mayHear({ kind: "integration", ...base, scopes: ["appointments.read"] } as unknown as Actor, event("appointment.changed"))).toBe(false);
    expect(mayHear({ kind: "account", ...base } as unknown as Actor, event("visit.changed"))).toBe(false);
  });
});
