import "server-only";
import { endSessionsOf } from "../access/end-sessions";
import type { Tx } from "../kit/db";
import { destroyPatientKey } from "../kit/erase-key";

/** How many rows of each table were deleted (`patient_distinct`), emptied (`patient`) or made unreadable for good (`encounter_note.sealed`). */
export type Counts = Record<string, number>;

interface Whose {
  readonly practiceId: string;
  readonly patientId: string;
}

/** What nobody changes by trigger: it stays, and nobody reads it any more. */
async function countUnreadable(tx: Tx, { practiceId, patientId }: Whose): Promise<Counts> {
  const ofVisit = { practiceId, visit: { patientId } };
  const [notes, views, ops, glasses, pain] = await Promise.all([
    tx.encounterNote.count({ where: { practiceId, patientId, status: "signed" } }),
    tx.sceneView.count({ where: ofVisit }),
    tx.sceneOp.count({ where: ofVisit }),
    tx.breakGlass.count({ where: { practiceId, patientId } }),
    tx.painMap.count({ where: ofVisit }),
  ]);
  return { "encounter_note.sealed": notes, "scene_view.sealed": views, "scene_op.sealed": ops, "break_glass.sealed": glasses, "pain_map.sealed": pain };
}

async function deleteRows(tx: Tx, { practiceId, patientId }: Whose, now: Date): Promise<Counts> {
  const ofVisit = { practiceId, visit: { patientId } };
  const drafts = { practiceId, patientId, status: "draft" };
  const noteViews = await tx.noteView.deleteMany({ where: { practiceId, note: drafts } });
  const notes = await tx.encounterNote.deleteMany({ where: drafts });
  const codes = await tx.summaryCode.deleteMany({ where: ofVisit });
  const distinct = await tx.patientDistinct.deleteMany({ where: { practiceId, OR: [{ aId: patientId }, { bId: patientId }] } });
  const invites = await tx.patientInvite.deleteMany({ where: { practiceId, patientId } });
  const told = await tx.notification.deleteMany({ where: { practiceId, subjectType: "patient", subjectId: patientId } });
  // The sweep takes their bytes; without the key they are noise already.
  const files = await tx.storedFile.updateMany({ where: { practiceId, patientId, deletedAt: null }, data: { deletedAt: now } });
  // Those that were removed before and waited for the record's end: it has come.
  await tx.storedFile.updateMany({ where: { practiceId, patientId, bytesUntil: { not: null } }, data: { bytesUntil: null } });
  return { note_view: noteViews.count, encounter_note: notes.count, summary_code: codes.count, patient_invite: invites.count, patient_distinct: distinct.count, notification: told.count, stored_file: files.count };
}

async function closeWhatStands(tx: Tx, { practiceId, patientId }: Whose, now: Date): Promise<Counts> {
  const ofVisit = { practiceId, visit: { patientId } };
  const links = await tx.visitLink.updateMany({ where: { ...ofVisit, revokedAt: null }, data: { revokedAt: now } });
  await tx.visitSeat.updateMany({ where: { ...ofVisit, revokedAt: null }, data: { revokedAt: now } });
  await tx.proxy.updateMany({ where: { practiceId, patientId }, data: { invitedName: null, invitedEmail: null } });
  const proxies = await tx.proxy.updateMany({ where: { practiceId, patientId, revokedAt: null }, data: { revokedAt: now, inviteHash: null } });
  const team = await tx.careTeamMember.updateMany({ where: { practiceId, patientId, endsAt: null }, data: { endsAt: now } });
  const appointments = await tx.appointment.updateMany({ where: { practiceId, patientId }, data: { reasonSealed: null } });
  await tx.visit.updateMany({ where: { practiceId, patientId }, data: { whereaboutsSealed: null, confidentialWhySealed: null } });
  return { visit_link: links.count, proxy: proxies.count, care_team_member: team.count, appointment: appointments.count };
}

/** The account of the patient, unless it is somebody's who also works here or acts for others. */
async function closeAccount(tx: Tx, practiceId: string, accountId: string, now: Date): Promise<Counts> {
  const account = await tx.account.findFirst({
    where: { practiceId, id: accountId },
    include: { staff: { select: { id: true } }, proxies: { where: { revokedAt: null }, select: { id: true } } },
  });
  if (account === null || account.staff !== null || account.proxies.length > 0) return {};
  const whose = { practiceId, accountId };
  const sessions = await endSessionsOf(tx, whose, now.getTime());
  const passkeys = await tx.passkey.deleteMany({ where: whose });
  await tx.recoveryCode.deleteMany({ where: whose });
  await tx.accountToken.deleteMany({ where: whose });
  await tx.externalIdentity.deleteMany({ where: whose });
  await tx.notification.deleteMany({ where: whose });
  await tx.verificationToken.deleteMany({ where: { identifier: accountId } });
  await tx.session.updateMany({ where: whose, data: { userAgent: "", place: "" } });
  const blank = { email: `${accountId}@erased.invalid`, name: "", passwordHash: null, totpSealed: null, totpConfirmedAt: null, preferences: {} };
  await tx.account.update({ where: { id: accountId }, data: { ...blank, disabledAt: now } });
  return { account: 1, session: sessions, passkey: passkeys.count };
}

async function emptyPatient(tx: Tx, { practiceId, patientId }: Whose, now: Date): Promise<Counts> {
  const row = await tx.patient.findUniqueOrThrow({ where: { practiceId_id: { practiceId, id: patientId } } });
  await tx.patient.update({
    where: { id: patientId },
    data: {
      // A merged record stays one, so that the merge's own record holds.
      status: row.status === "merged" ? "merged" : "erased",
      accountId: null,
      givenName: "",
      familyName: "",
      preferredName: null,
      searchName: "",
      birthDate: new Date("1900-01-01T00:00:00Z"),
      pronouns: null,
      email: null,
      phone: null,
      interpreter: null,
      detailsSealed: null,
      version: row.version + 1,
      updatedAt: now,
    },
  });
  return row.accountId === null ? { patient: 1 } : { patient: 1, ...(await closeAccount(tx, practiceId, row.accountId, now)) };
}

function add(into: Counts, more: Counts): void {
  for (const [table, count] of Object.entries(more)) into[table] = (into[table] ?? 0) + count;
}

/**
 * Erases one patient's record, and the records that were merged into it: destroys their data keys, deletes
 * and empties what may be, and counts what stays behind unreadable. `held` where a hold stands: then nothing
 * has happened, and the caller's transaction must not commit more.
 */
export async function eraseRecord(tx: Tx, whose: Whose, nowMs: number): Promise<Counts | "held"> {
  const now = new Date(nowMs);
  const merged = await tx.patient.findMany({ where: { practiceId: whose.practiceId, mergedIntoId: whose.patientId }, select: { id: true } });
  const counts: Counts = {};
  for (const patientId of [whose.patientId, ...merged.map(({ id }) => id)]) {
    const each = { practiceId: whose.practiceId, patientId };
    add(counts, await countUnreadable(tx, each));
    const key = await destroyPatientKey(tx, patientId);
    if (key === "held") return "held";
    add(counts, { patient_key: key === "destroyed" ? 1 : 0 });
    add(counts, await deleteRows(tx, each, now));
    add(counts, await closeWhatStands(tx, each, now));
    add(counts, await emptyPatient(tx, each, now));
  }
  return counts;
}
