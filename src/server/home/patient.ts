import "server-only";
import { z } from "zod";
import { ProxyScope, type PatientActor, type ProxyActor, type SessionActor } from "@/core/access/actor";
import { POLICY } from "@/core/access/grants";
import { evaluate } from "@/core/access/policy";
import type { Finding } from "@/core/home/what-next";
import type { PatientId, ProxyId } from "@/core/kit/ids";
import { displayNameOf } from "@/core/people/patient";
import { standingProxy } from "../access/standing-proxy";
import type { ReadContext } from "../kit/context";
import { openTelehealthText } from "../people/telehealth-consent";

const DAY_MS = 86_400_000;
/** A summary is new for so long, unless it was read; so many are brought up. */
const SUMMARY_DAYS = 60;
const SUMMARIES = 3;

/** Signed summaries that the patient hasn't opened: opening one leaves a row in the audit, without which it isn't shown. */
async function newSummaries(ctx: ReadContext, { practiceId, patientId }: PatientActor): Promise<readonly Finding[]> {
  const signed = await ctx.tx.encounterNote.findMany({
    where: { practiceId, status: "signed", signedAt: { gt: new Date(ctx.nowMs - SUMMARY_DAYS * DAY_MS) }, visit: { appointment: { patientId } } },
    orderBy: { signedAt: "desc" },
    take: 20,
    select: { visitId: true, visit: { select: { appointment: { select: { startsAt: true, clinician: { select: { displayName: true } } } } } } },
  });
  if (signed.length === 0) return [];
  const read = await ctx.tx.auditEntry.findMany({
    where: { practiceId, actorId: patientId, action: "summary.read", outcome: "done", subjectId: { in: signed.map(({ visitId }) => visitId) } },
    select: { subjectId: true },
    distinct: ["subjectId"],
  });
  const opened = new Set(read.map(({ subjectId }) => subjectId));
  return signed
    .filter(({ visitId }) => !opened.has(visitId))
    .slice(0, SUMMARIES)
    .map(({ visitId, visit: { appointment } }) => ({
      kind: "summary_new",
      count: 1,
      id: visitId,
      name: appointment.clinician.displayName,
      atMs: appointment.startsAt.getTime(),
    }));
}

/** What a patient has to do beside the next visit, which stands first on their page anyway. */
export async function patientFindings(ctx: ReadContext, actor: PatientActor): Promise<readonly Finding[]> {
  const { practiceId, patientId } = actor;
  if (!ctx.may("summary", "list", { practiceId, patientId })) return [];
  const [summaries, patient, text] = await Promise.all([
    newSummaries(ctx, actor),
    ctx.tx.patient.findFirst({ where: { practiceId, id: patientId }, select: { phone: true } }),
    openTelehealthText(ctx.tx, practiceId, patientId, actor.locale),
  ]);
  return [
    ...summaries,
    { kind: "consent_missing", count: text === null ? 0 : 1 },
    { kind: "phone_missing", count: patient?.phone === null ? 1 : 0 },
  ];
}

/** The next visit of everybody for whom the person acts, as far as each grant lets them know of it. */
export async function proxyFindings(ctx: ReadContext, actor: SessionActor): Promise<readonly Finding[]> {
  const { practiceId, accountId, sessionId, name, zone, locale } = actor;
  const grants = await ctx.tx.proxy.findMany({
    where: { practiceId, accountId, ...standingProxy(new Date(ctx.nowMs)), patient: { status: "active" } },
    include: { patient: { select: { givenName: true, familyName: true, preferredName: true } } },
    take: 50,
  });
  const findings = await Promise.all(
    grants.map(async ({ id, patientId, scopes, patient }): Promise<readonly Finding[]> => {
      const proxy: ProxyActor = {
        kind: "proxy",
        practiceId,
        accountId,
        sessionId,
        name,
        zone,
        locale,
        proxyId: id as ProxyId,
        patientId: patientId as PatientId,
        scopes: z.array(ProxyScope).parse(scopes),
      };
      if (!evaluate(POLICY, proxy, "appointment", "list", { practiceId, patientId: proxy.patientId }).allowed) return [];
      const next = await ctx.tx.appointment.findFirst({
        where: { practiceId, patientId, status: "booked", endsAt: { gt: new Date(ctx.nowMs) } },
        orderBy: { startsAt: "asc" },
        select: { startsAt: true },
      });
      return next === null ? [] : [{ kind: "proxy_visit_next", count: 1, id, name: displayNameOf(patient), atMs: next.startsAt.getTime() }];
    }),
  );
  return findings.flat();
}
