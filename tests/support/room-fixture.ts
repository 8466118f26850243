import { randomUUID } from "node:crypto";
import type { Actor, VisitorActor } from "@/core/access/actor";
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import type { EnterAnswer, PullAnswer, PushAnswer } from "@/core/room/contract";
import type { SceneOp } from "@/core/room/op";
import { db } from "@/server/kit/db";
import { enter } from "@/server/room/enter";
import { pushOps, scene } from "@/server/room/scene";
import { arrive } from "@/server/visits/attend";
import { confirmIdentity } from "@/server/visits/confirm-identity";
import { admit } from "@/server/visits/host";
import { sayWhereabouts } from "@/server/visits/prepare";
import { act, createVisit, openAs, type VisitFixture } from "./visit-fixture";

/** A visit with both people ready to come into its room. */
export interface RoomFixture extends VisitFixture {
  readonly visitor: VisitorActor;
}

/** Opens the link on another device, which then holds the visit. */
export async function openOn(fixture: VisitFixture): Promise<VisitorActor> {
  const { visitId } = fixture;
  const { visitor } = await openAs(fixture.token);
  await act(confirmIdentity, visitor, { visitId, name: "Haddad", birthDate: "1968-03-02" });
  return visitor;
}

/** A visit whose patient waits. */
export async function createWaitingVisit(): Promise<RoomFixture> {
  const fixture = await createVisit();
  const { visitId } = fixture;
  const visitor = await openOn(fixture);
  await act(sayWhereabouts, visitor, { visitId, place: "At home", callbackNumber: "+41 79 555 01 99" });
  await act(arrive, visitor, { visitId });
  return { ...fixture, visitor };
}

/** A visit whose patient was let in. */
export async function createAdmittedVisit(): Promise<RoomFixture> {
  const fixture = await createWaitingVisit();
  await act(admit, fixture.clinician, { visitId: fixture.visitId });
  return fixture;
}

/** Comes into the room, which must work. */
export async function enterAs(fixture: VisitFixture, actor: Actor): Promise<EnterAnswer> {
  const answer = await act(enter, actor, { visitId: fixture.visitId });
  if (!answer.ok) throw new Error(`could not enter: ${answer.error.code}`);
  return answer.value;
}

export function push(
  fixture: VisitFixture,
  who: Actor,
  actor: number,
  ops: readonly SceneOp[],
): Promise<Result<PushAnswer, DomainError>> {
  return act(pushOps, who, { visitId: fixture.visitId, actor, ops });
}

export function pull(
  fixture: VisitFixture,
  who: Actor,
  sinceVersion = 0,
): Promise<Result<PullAnswer, DomainError>> {
  return scene.run({
    actor: who,
    input: { visitId: fixture.visitId, sinceVersion },
    requestId: randomUUID(),
    nowMs: Date.now(),
    source: "test",
    cookie: () => null,
  });
}

/** Stored ops of a visit, as the table has them. */
export function storedOps(fixture: VisitFixture) {
  return db().sceneOp.findMany({ where: { visitId: fixture.visitId }, orderBy: { version: "asc" } });
}
