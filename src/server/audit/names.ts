import "server-only";
import type { AuditLine } from "@/core/audit/search";
import { entryOfRow, type AuditRow } from "./rows";
import type { Tx } from "../kit/db";

const unique = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((each) => each !== null))];

/** Names of the people in entries, of one practice, as they are now. */
export interface Names {
  actor(kind: string, id: string | null): string | null;
  patient(id: string | null): string | null;
}

/** Looks up everybody in a page of entries: a query for each kind of person, however many entries. */
export async function namesOf(tx: Tx, practiceId: string, rows: readonly Pick<AuditRow, "actorKind" | "actorId" | "patientId">[]): Promise<Names> {
  const ids = (kind: string) => unique(rows.filter((row) => row.actorKind === kind).map((row) => row.actorId));
  const [staff, patients, proxies, clients, accounts, seats] = await Promise.all([
    tx.staffMember.findMany({ where: { practiceId, id: { in: ids("staff") } }, select: { id: true, displayName: true } }),
    tx.patient.findMany({
      where: { practiceId, id: { in: unique([...rows.map((row) => row.patientId), ...ids("patient")]) } },
      select: { id: true, givenName: true, familyName: true },
    }),
    tx.proxy.findMany({ where: { practiceId, id: { in: ids("proxy") } }, select: { id: true, account: { select: { name: true } } } }),
    tx.apiClient.findMany({ where: { practiceId, id: { in: ids("integration") } }, select: { id: true, name: true } }),
    tx.account.findMany({ where: { practiceId, id: { in: ids("account") } }, select: { id: true, name: true } }),
    // Of the seats of a visit, those of people who act for its patient have a name of their own.
    tx.visitSeat.findMany({
      where: { practiceId, id: { in: ids("visitor") }, link: { kind: "proxy" } },
      select: { id: true, link: { select: { proxy: { select: { account: { select: { name: true } } } } } } },
    }),
  ]);
  const patientNames = new Map(patients.map((each) => [each.id, `${each.givenName} ${each.familyName}`]));
  const byKind: Record<string, ReadonlyMap<string, string> | undefined> = {
    staff: new Map(staff.map((each) => [each.id, each.displayName])),
    patient: patientNames,
    proxy: new Map(proxies.flatMap(({ id, account }) => (account === null ? [] : [[id, account.name] as const]))),
    integration: new Map(clients.map((each) => [each.id, each.name])),
    account: new Map(accounts.map((each) => [each.id, each.name])),
    visitor: new Map(seats.flatMap(({ id, link }) => (link.proxy === null ? [] : [[id, link.proxy.account.name] as const]))),
  };
  return {
    actor: (kind, id) => (id === null ? null : (byKind[kind]?.get(id) ?? null)),
    patient: (id) => (id === null ? null : (patientNames.get(id) ?? null)),
  };
}

/** An entry as the auditor reads it. */
export function lineOf(row: AuditRow, names: Names): AuditLine {
  const entry = entryOfRow(row);
  return {
    id: String(row.id),
    atMs: entry.atMs,
    actorKind: entry.actorKind,
    actorId: entry.actorId,
    actorName: names.actor(entry.actorKind, entry.actorId),
    actorRoles: row.actorRoles?.split(",") ?? [],
    action: entry.action,
    subjectType: entry.subjectType,
    subjectId: entry.subjectId,
    patientId: entry.patientId,
    patientName: names.patient(entry.patientId),
    outcome: entry.outcome,
    code: entry.code,
    purpose: entry.purpose ?? null,
    breakGlassId: row.breakGlassId,
  };
}
