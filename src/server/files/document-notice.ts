import "server-only";
import type { FileFacts } from "./file-record";
import type { WriteContext } from "../kit/context";

const KIND = "document.brought";

/**
 * Tells those who take care of a patient that a document came from the patient, or from somebody who acts for
 * them (FILE-20). Who has not read of this patient's last one is told nothing more: ten pages are one piece of news.
 */
export async function tellOfDocument(ctx: WriteContext, { practiceId, patientId, careTeam = [] }: FileFacts): Promise<void> {
  if (patientId == null || practiceId === null || (ctx.actor.kind !== "patient" && ctx.actor.kind !== "proxy")) return;
  const staff = await ctx.tx.staffMember.findMany({ where: { practiceId, id: { in: [...careTeam] }, active: true }, select: { accountId: true } });
  const accountIds = staff.map(({ accountId }) => accountId);
  const told = await ctx.tx.notification.findMany({
    where: { practiceId, accountId: { in: accountIds }, kind: KIND, subjectId: patientId, readAt: null },
    select: { accountId: true },
  });
  const untold = accountIds.filter((id) => !told.some(({ accountId }) => accountId === id));
  await ctx.notify(untold, KIND, { type: "patient", id: patientId });
}
