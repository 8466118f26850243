import { beforeAll, describe, expect, it } from "vitest";
import { whoOf } from "@/core/access/policy";
import { POLICY } from "@/core/access/grants";
import type { Actor } from "@/core/access/actor";
import { commands } from "@/server/commands";
import { db } from "@/server/kit/db";
import { openApi } from "@/server/kit/openapi";
import type { Command, Query } from "@/server/kit/operation";
import { queries } from "@/server/queries";
// The table REACH: a new operation adds its line in tests/support/reach.ts.
import { EVERYBODY, REACH, type Outsiders, type Target } from "../support/reach";
import { makeTarget, outsidersOf } from "../support/reach-target";
import { act } from "../support/visit-fixture";

const operations: readonly (Command | Query)[] = [...commands, ...queries];

let target: Target;
let outsiders: Outsiders;

beforeAll(async () => {
  target = await makeTarget();
  outsiders = await outsidersOf(target);
});

describe("every operation", () => {
  it("has its line in this test's table, and the table has no other", () => {
    expect(Object.keys(REACH).sort()).toEqual(operations.map((each) => each.name).sort());
  });

  it.each(operations.map((each) => [each.name, each] as const))("%s has all its parts", (name, operation) => {
    expect(name).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
    expect(operation.summary).toMatch(/^[A-Z].{10,}/);
    expect(POLICY.some((grant) => grant.resource === operation.access.resource && grant.verbs.includes(operation.access.verb))).toBe(true);
    if (operation.kind === "command") expect(operation.action).toMatch(/^[a-z_]+\.[a-z_]+$/);
    const touchesRecords = ["note", "summary", "patient_record", "scene_view"].includes(operation.access.resource);
    if (operation.kind === "query" && touchesRecords) expect(operation.action).toMatch(/^[a-z_]+\.[a-z_]+$/);
    expect(operation.input.safeParse("rubbish").success).toBe(false);
    expect(operation.input.safeParse(REACH[name]?.input(target)).success).toBe(true);
  });

  it("stands in the interface's description", () => {
    const paths = openApi(commands, queries).paths as Record<string, unknown>;
    expect(Object.keys(paths).sort()).toEqual(operations.map((each) => `/api/${each.name}`).sort());
  });
});

describe("nobody reaches across", () => {
  it.each(operations.map((each) => [each.name, each] as const))("ACC-11: %s", async (name, operation) => {
    const { input, openTo = [], own } = REACH[name] ?? { input: () => ({}) };
    for (const outsider of EVERYBODY) {
      if (openTo.includes(outsider)) continue;
      const actor = outsiders[outsider];
      const result = await act(operation as Command, actor, input(target));
      if (own === true) {
        const isElsewhere = actor.kind !== "public" && actor.practiceId !== target.visit.practiceId;
        if (isElsewhere) for (const id of Object.values(idsOf(target))) expect(JSON.stringify(result), outsider).not.toContain(id);
        continue;
      }
      expect(result.ok ? "let in" : result.error.kind, outsider).toMatch(/^(not_found|denied|signed_out)$/);
      if (!result.ok && result.error.kind === "denied") expect(grantsAny(actor, operation), outsider).toBe(false);
    }
    const row = await db().visit.findUniqueOrThrow({ where: { id: target.visit.visitId }, include: { appointment: true, note: true } });
    expect(row).toMatchObject({ state: "expected", note: null, whereaboutsSealed: null, appointment: { status: "booked", version: 1 } });
  });
});

function idsOf({ visit, ...rest }: Target) {
  return { practice: visit.practiceId, visit: visit.visitId, patient: visit.patientId, clinician: visit.clinician.staffId, ...rest };
}

function grantsAny(actor: Actor, { access }: Command | Query): boolean {
  const who = whoOf(actor);
  return POLICY.some((grant) => who.includes(grant.who) && grant.resource === access.resource && grant.verbs.includes(access.verb));
}
