import "server-only";
import type { Details } from "@/core/people/details";
import type { MergeField, Moved, SinceMerge } from "@/core/people/merge";
import type { Prisma } from "@/generated/prisma/client";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { openTextForPatient, sealForPatient } from "../kit/sealing";
import { reasonPlace } from "../scheduling/reason";
import { detailColumns, readDetails, type DetailsRow } from "./details-record";
import { searchableNames } from "./latin-names";
import { recordIdsOf } from "./record-ids";

/** What belongs to one record, counted: what would move if it was given up. */
export async function countRecord(tx: Tx, practiceId: string, patientId: string) {
  const ids = [...(await recordIdsOf(tx, practiceId, patientId))];
  const own = { practiceId, patientId };
  const all = { practiceId, patientId: { in: ids } };
  const [appointments, notes, consents, proxies, careTeam, files] = await Promise.all([
    tx.appointment.count({ where: own }),
    tx.encounterNote.count({ where: all }),
    tx.consent.count({ where: all }),
    tx.proxy.count({ where: { ...own, revokedAt: null } }),
    tx.careTeamMember.count({ where: { ...own, endsAt: null } }),
    tx.storedFile.count({ where: { ...all, deletedAt: null } }),
  ]);
  return { appointments, notes, consents, proxies, careTeam, files };
}

/** Whether a visit of the record is going on: somebody waits or is in the room. */
export async function hasVisitNow(tx: Tx, practiceId: string, patientId: string): Promise<boolean> {
  const count = await tx.visit.count({ where: { practiceId, appointment: { patientId }, state: { in: ["waiting", "admitted"] } } });
  return count > 0;
}

/**
 * Has appointments name another record. What they come for is sealed anew with that record's key; their visits keep
 * `patient_id`, which says whose key seals what was written in them, so that signed notes and the log stay as they are.
 */
async function moveAppointments(ctx: WriteContext, ids: readonly string[], fromId: string, toId: string): Promise<void> {
  const rows = await ctx.tx.appointment.findMany({ where: { id: { in: [...ids] } }, select: { id: true, reasonSealed: true } });
  for (const { id, reasonSealed } of rows) {
    const reason = reasonSealed === null ? null : await openTextForPatient(ctx.tx, fromId, reasonPlace(id), reasonSealed);
    await ctx.tx.appointment.update({
      where: { id },
      data: { patientId: toId, ...(reason === null ? {} : { reasonSealed: await sealForPatient(ctx.tx, toId, reasonPlace(id), reason) }) },
    });
  }
}

/** Moves what moves and tells what that was. */
export async function moveRecord(ctx: WriteContext, kept: DetailsRow & { accountId: string | null }, given: DetailsRow & { accountId: string | null }): Promise<Omit<Moved, "before" | "keptVersion">> {
  const { practiceId } = kept;
  const appointments = await ctx.tx.appointment.findMany({ where: { practiceId, patientId: given.id }, select: { id: true } });
  await moveAppointments(ctx, appointments.map(({ id }) => id), given.id, kept.id);
  const proxies = await movable(ctx.tx.proxy.findMany({ where: { practiceId, patientId: { in: [kept.id, given.id] }, revokedAt: null } }), given.id, ({ accountId }) => accountId);
  await ctx.tx.proxy.updateMany({ where: { id: { in: proxies } }, data: { patientId: kept.id } });
  const careTeam = await movable(ctx.tx.careTeamMember.findMany({ where: { practiceId, patientId: { in: [kept.id, given.id] }, endsAt: null } }), given.id, ({ staffId }) => staffId);
  await ctx.tx.careTeamMember.updateMany({ where: { id: { in: careTeam } }, data: { patientId: kept.id } });
  // Where both sign in, both go on doing so: the account of a merged record speaks for the kept one.
  const accountId = kept.accountId === null ? given.accountId : null;
  if (accountId !== null) {
    await ctx.tx.patient.update({ where: { id: given.id }, data: { accountId: null } });
    await ctx.tx.patient.update({ where: { id: kept.id }, data: { accountId } });
  }
  const { notes, consents, files } = await countRecord(ctx.tx, practiceId, given.id);
  return { appointments: appointments.map(({ id }) => id), proxies, careTeam, accountId, stays: { notes, consents, files } };
}

/** Rows of the given record for which the kept one has none of the same key: only one may stand. */
async function movable<T extends { id: string; patientId: string }>(find: Promise<T[]>, givenId: string, keyOf: (row: T) => string): Promise<string[]> {
  const rows = await find;
  const taken = new Set(rows.filter(({ patientId }) => patientId !== givenId).map(keyOf));
  return rows.filter((row) => row.patientId === givenId && !taken.has(keyOf(row))).map(({ id }) => id);
}

/** Puts everything back where it was. */
export async function moveBack(ctx: WriteContext, keptId: string, givenId: string, moved: Moved): Promise<void> {
  await moveAppointments(ctx, moved.appointments, keptId, givenId);
  await ctx.tx.proxy.updateMany({ where: { id: { in: moved.proxies } }, data: { patientId: givenId } });
  await ctx.tx.careTeamMember.updateMany({ where: { id: { in: moved.careTeam } }, data: { patientId: givenId } });
  if (moved.accountId === null) return;
  await ctx.tx.patient.update({ where: { id: keptId }, data: { accountId: null } });
  await ctx.tx.patient.update({ where: { id: givenId }, data: { accountId: moved.accountId } });
}

const COLUMNS = ["givenName", "familyName", "preferredName", "pronouns", "locale", "zone", "email", "phone", "interpreter"] as const;

/** The kept record's columns as they stand, to be put back by an undo. */
export function columnsBefore(row: DetailsRow): Moved["before"] {
  return {
    ...Object.fromEntries(COLUMNS.map((column) => [column, row[column]])),
    birthDate: row.birthDate.toISOString(),
    // Sealed under this very record's key and place: the bytes open again where they stood.
    detailsSealed: row.detailsSealed === null ? null : Buffer.from(row.detailsSealed).toString("base64"),
  };
}

/** What an undo writes back; the version rises all the same. */
export function columnsAgain(before: Moved["before"]): Prisma.PatientUncheckedUpdateInput {
  const text = (name: string): string | null => (typeof before[name] === "string" ? before[name] : null);
  const sealed = text("detailsSealed");
  const names = { givenName: text("givenName") ?? "", familyName: text("familyName") ?? "", preferredName: text("preferredName") };
  return {
    ...names,
    searchName: searchableNames(names),
    pronouns: text("pronouns"),
    locale: text("locale") ?? "en",
    zone: text("zone") ?? "UTC",
    email: text("email"),
    phone: text("phone"),
    interpreter: text("interpreter"),
    birthDate: new Date(text("birthDate") ?? 0),
    detailsSealed: sealed === null ? null : new Uint8Array(Buffer.from(sealed, "base64")),
  };
}

/** The columns of the kept record with the fields that are taken from the given one, sealed with the kept one's key. */
export async function chosenColumns(tx: Tx, kept: DetailsRow, given: DetailsRow, fields: readonly MergeField[], nowMs: number) {
  const theirs = await readDetails(tx, given);
  const changes = Object.fromEntries(fields.map((field) => [field, theirs[field]])) as Partial<Details>;
  return detailColumns(tx, kept, changes, nowMs);
}

interface MergeRow {
  readonly practiceId: string;
  readonly keptId: string;
  readonly givenId: string;
  readonly mergedAt: Date;
  readonly undoneAt: Date | null;
}

/** What was written since a merge, as far as it stands in the way of an undo. */
export async function sinceMerge(tx: Tx, merge: MergeRow, moved: Moved): Promise<SinceMerge> {
  const { practiceId, keptId, givenId } = merge;
  const after = { gt: merge.mergedAt };
  const ids = [...(await recordIdsOf(tx, practiceId, keptId))];
  const all = { practiceId, patientId: { in: ids } };
  const [kept, later, appointments, notes, consents, proxies, careTeam, files] = await Promise.all([
    tx.patient.findUniqueOrThrow({ where: { id: keptId }, select: { version: true, status: true } }),
    tx.patientMerge.count({ where: { practiceId, undoneAt: null, mergedAt: after, OR: [{ keptId }, { givenId: keptId }, { keptId: givenId }] } }),
    tx.appointment.count({ where: { practiceId, patientId: keptId, createdAt: after } }),
    tx.encounterNote.count({ where: { ...all, updatedAt: after } }),
    tx.consent.count({ where: { ...all, OR: [{ givenAt: after }, { withdrawnAt: after }] } }),
    tx.proxy.count({ where: { practiceId, patientId: keptId, OR: [{ createdAt: after }, { revokedAt: after }, { acceptedAt: after }] } }),
    tx.careTeamMember.count({ where: { practiceId, patientId: keptId, OR: [{ startsAt: after }, { endsAt: after }] } }),
    tx.storedFile.count({ where: { ...all, createdAt: after } }),
  ]);
  return {
    isUndone: merge.undoneAt !== null,
    isMergedOn: kept.status !== "active" || later > 0,
    isDetailsChanged: kept.version !== moved.keptVersion,
    appointments,
    notes,
    consents,
    proxies,
    careTeam,
    files,
  };
}
