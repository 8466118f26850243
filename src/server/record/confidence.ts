import "server-only";
import type { PatientId, PracticeId, VisitId } from "@/core/kit/ids";
import type { PushIds } from "@/core/kit/topics";
import { ConfidenceKept, decideConfidence, isAgeOfConfidence, KeepConfidentialInput } from "@/core/record/confidence";
import { ageOn, dateAt } from "@/core/scheduling/wall-time";
import type { Tx } from "../kit/db";
import { defineCommand } from "../kit/define";
import { openTextForPatient, sealForPatient, type SealedPlace } from "../kit/sealing";
import { dateText } from "../people/patient-record";
import { summaryReadyMail } from "./mail";
import { factsOf, findVisitWithRecord, lockVisit, type VisitWithRecord } from "./repository";

const whyPlace = (visitId: string): SealedPlace => ({ table: "visit", row: visitId, field: "confidential_why_sealed" });

function ageOf({ appointment: { patient } }: VisitWithRecord, nowMs: number): number {
  return ageOn(dateText(patient.birthDate), dateAt(nowMs, patient.zone));
}

/** Of an event about the visit: whether it is kept from those who act for the patient. */
export function hearing(visit: { readonly confidential: boolean }): Pick<PushIds, "confidential"> {
  return visit.confidential ? { confidential: true } : {};
}

/** What the editor of a note shows of it. */
export async function confidenceOf(tx: Tx, visit: VisitWithRecord, majorityAge: number, nowMs: number) {
  const { confidential: isOn, confidentialWhySealed: sealed } = visit;
  return {
    isOffered: isOn || isAgeOfConfidence(ageOf(visit, nowMs), majorityAge),
    isOn,
    why: sealed === null ? "" : await openTextForPatient(tx, visit.patientId, whyPlace(visit.id), sealed),
    hasAccount: visit.appointment.patient.accountId !== null,
  };
}

/** Keeps the summary and the views of a visit from those who act for a young patient, or gives them free again. */
export const keepConfidential = defineCommand({
  name: "record/keep-confidential",
  summary: "Keeps a visit's summary from those who act for a young patient, or gives it free again.",
  input: KeepConfidentialInput,
  output: ConfidenceKept,
  load: async (ctx, { visitId }) => {
    await lockVisit(ctx.tx, visitId);
    const visit = await findVisitWithRecord(ctx.tx, visitId);
    if (visit === null) return null;
    const { majorityAge } = await ctx.tx.practice.findUniqueOrThrow({ where: { id: visit.practiceId }, select: { majorityAge: true } });
    return { visit, majorityAge };
  },
  access: { resource: "note", verb: "change", facts: ({ visit }) => factsOf(visit) },
  writes: { confidential: "clinical", why: "clinical" },
  audit: { action: "note.keep_confidential", subject: (_input, state) => ({ type: "note", id: state?.visit.note?.id ?? null }) },
  decide: ({ visit, majorityAge }, input, { nowMs }) => decideConfidence({ visitState: visit.state, age: ageOf(visit, nowMs), majorityAge }, input),
  save: async (ctx, _allowed, { visit }, { confidential, why }) => {
    const hasWords = confidential && why !== "";
    const confidentialWhySealed = hasWords ? await sealForPatient(ctx.tx, visit.patientId, whyPlace(visit.id), why) : null;
    await ctx.tx.visit.update({ where: { id: visit.id }, data: { confidential, confidentialWhySealed } });
    // Given free after signing: the mail that was held back goes out.
    const mail = visit.confidential && !confidential && visit.note?.status === "signed" ? await summaryReadyMail(ctx.tx, visit) : null;
    if (mail !== null) await ctx.mail(mail);
    const { patientId, clinicianId } = visit.appointment;
    const ids = { practiceId: visit.practiceId as PracticeId, patientId: patientId as PatientId, visitId: visit.id as VisitId, clinicianId };
    await ctx.emit("note.changed", { ...ids, ...hearing({ confidential }) });
    return { visitId: visit.id, confidential };
  },
});
