import "server-only";
import { z } from "zod";
import { practiceOf, Role, type Actor } from "@/core/access/actor";
import type { PracticeId, StaffId } from "@/core/kit/ids";
import type { StoredStaff, Supervisor } from "@/core/practice/decide-staff";
import type { Prisma } from "@/generated/prisma/client";
import type { Tx } from "../kit/db";

/** What is read of a member of staff. */
export const withAccount = {
  account: {
    select: {
      email: true,
      passwordHash: true,
      disabledAt: true,
      _count: { select: { passkeys: true, identities: true } },
      tokens: { where: { kind: "invite", usedAt: null, revokedAt: null }, select: { expiresAt: true }, orderBy: { expiresAt: "desc" }, take: 1 },
    },
  },
} satisfies Prisma.StaffMemberInclude;

/** A member of staff with what their account says of how they sign in. */
export type StaffRow = Prisma.StaffMemberGetPayload<{ include: typeof withAccount }>;

const Roles = z.array(Role);

/** A stored list of roles. */
export function rolesOf(row: { readonly roles: readonly string[] }): readonly Role[] {
  return Roles.parse(row.roles);
}

/** A stored member of staff as core knows them. */
export function storedStaff(row: Pick<StaffRow, "id" | "version" | "active" | "roles" | "supervisorId">): StoredStaff {
  return { id: row.id as StaffId, version: row.version, active: row.active, roles: rolesOf(row), supervisorId: row.supervisorId as StaffId | null };
}

/** Whether somebody has ever taken their invitation up. */
export function canSignIn({ account }: StaffRow): boolean {
  return account.passwordHash !== null || account._count.passkeys > 0 || account._count.identities > 0;
}

/**
 * Holds everybody who could be the last admin, and the member in question, until the transaction ends: two admins
 * who let each other go at one moment come one after the other. Null: no such member here.
 */
export async function lockStaff(tx: Tx, actor: Actor, staffId: string): Promise<StaffRow | null> {
  const practiceId = practiceOf(actor);
  if (practiceId === null) return null;
  await tx.$queryRaw`select 1 from staff_member
    where practice_id = ${practiceId}::uuid and (id = ${staffId}::uuid or 'admin' = any (roles)) order by id for no key update`;
  return tx.staffMember.findFirst({ where: { practiceId, id: staffId }, include: withAccount });
}

/** Other admins who work here and can sign in. */
export async function countOtherAdmins(tx: Tx, practiceId: string, staffId: string): Promise<number> {
  const rows = await tx.staffMember.findMany({
    where: { practiceId, active: true, roles: { has: "admin" }, id: { not: staffId }, account: { disabledAt: null } },
    include: withAccount,
  });
  return rows.filter(canSignIn).length;
}

/** Somebody of the practice who could answer for a trainee, or null. */
export async function findSupervisor(tx: Tx, practiceId: string, staffId: string | null | undefined): Promise<Supervisor | null> {
  if (staffId == null) return null;
  const row = await tx.staffMember.findFirst({ where: { practiceId, id: staffId } });
  return row === null ? null : { id: row.id as StaffId, active: row.active, roles: rolesOf(row) };
}

/** Booked visits of a clinician that are still to come or run. */
export function visitsToComeOf(practiceId: string, staffId: string, nowMs: number): Prisma.AppointmentWhereInput {
  return { practiceId, clinicianId: staffId, status: "booked", visit: { state: { in: ["expected", "waiting"] } }, endsAt: { gt: new Date(nowMs) } };
}

/** To whom a member of staff belongs, for the policy. */
export function staffFacts(row: { practiceId: string }) {
  return { practiceId: row.practiceId as PracticeId };
}
