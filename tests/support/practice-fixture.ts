import type { Role, StaffActor } from "@/core/access/actor";
import { db } from "@/server/kit/db";
import { createDesk, type Desk } from "./desk-fixture";
import { createClinician } from "./visit-fixture";

/** A practice with its desk and an admin who can sign in and has just shown who they are. */
export interface Practice extends Desk {
  readonly admin: StaffActor;
}

/** A member of staff in a role, who can sign in. */
export async function createStaff(practiceId: string, roles: readonly Role[], more: { supervisorId?: string } = {}): Promise<StaffActor> {
  const actor = await createClinician(practiceId);
  await db().staffMember.update({ where: { id: actor.staffId }, data: { roles: [...roles], ...more } });
  await db().account.update({ where: { id: actor.accountId }, data: { passwordHash: "not-a-hash" } });
  return { ...actor, roles };
}

/** The same person, having just shown who they are. */
export function fresh(actor: StaffActor): StaffActor {
  return { ...actor, stepUpAtMs: Date.now() };
}

/** Makes the fixture. */
export async function createPractice(): Promise<Practice> {
  const desk = await createDesk();
  return { ...desk, admin: fresh(await createStaff(desk.practiceId, ["admin"])) };
}
