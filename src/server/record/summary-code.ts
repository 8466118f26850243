import "server-only";
import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { VisitId } from "@/core/kit/ids";
import { ok } from "@/core/kit/result";
import {
  CODE_LENGTH,
  CODE_LIFETIME_MS,
  decideOpenSummary,
  OpenSummaryInput,
  SendSummaryCodeInput,
  SUMMARY_OPEN_MS,
  type SummaryCodeState,
} from "@/core/record/summary-code";
import { config } from "@/server/kit/config";
import { defineCommand } from "@/server/kit/define";
import { KeptRefusal } from "@/server/kit/operation";
import { hashSecret, newSecret } from "@/server/access/secrets";
import { findVisitWithRecord } from "./repository";
import { summaryCodeMail } from "./mail";
import { visitCookieName } from "@/server/access/session-cookie";

/** A code is short, so its hash is keyed: a stolen table alone gives nothing to try codes against. */
function hashCode(visitId: VisitId, code: string): string {
  return createHmac("sha256", config().NEXTAUTH_SECRET).update(`summary code ${visitId} ${code}`).digest("hex");
}

function sameHash(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, "hex"), Buffer.from(b, "hex"));
}

const REQUESTS = { limit: 5, perMs: 60_000 };
const TRIES = { limit: 10, perMs: 60_000 };

/** Mails a code that opens the summary. Says the same whether or not there is one (NOTE-11). */
export const sendSummaryCode = defineCommand({
  name: "record/send-summary-code",
  summary: "Mails the patient of an ended visit a code that opens its summary.",
  input: SendSummaryCodeInput,
  output: z.object({ sent: z.boolean() }),
  rate: REQUESTS,
  load: async (ctx, input) => ({ visit: await findVisitWithRecord(ctx.tx, input.visitId) }),
  access: { resource: "summary_code", verb: "send", facts: () => ({ practiceId: null }) },
  audit: { action: "summary_code.send", subject: (input) => ({ type: "summary_code", id: input.visitId }) },
  // A code is mailed to the address on file, which may be a parent's: not for what is kept in confidence (NOTE-15).
  decide: ({ visit }) => ok({ send: visit?.note?.status === "signed" && !visit.confidential && visit.appointment.patient.email !== null }),
  save: async (ctx, { send }, { visit }) => {
    if (!send || visit === null) return { sent: true };
    const code = String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, "0");
    const mail = await summaryCodeMail(ctx.tx, visit, code);
    if (mail === null) throw new Error("an address that was there has gone");
    await ctx.tx.summaryCode.updateMany({
      where: { visitId: visit.id, usedAt: null },
      data: { expiresAt: new Date(ctx.nowMs) },
    });
    await ctx.tx.summaryCode.create({
      data: {
        id: ctx.ids(),
        practiceId: visit.practiceId,
        visitId: visit.id,
        codeHash: hashCode(visit.id as VisitId, code),
        expiresAt: new Date(ctx.nowMs + CODE_LIFETIME_MS),
        createdAt: new Date(ctx.nowMs),
      },
    });
    await ctx.mail(mail);
    return { sent: true };
  },
});

/** Opens the summary in this browser with a code; a wrong try is counted (NOTE-10). */
export const openSummary = defineCommand({
  name: "record/open-summary",
  summary: "Opens a visit's summary in this browser with a mailed code.",
  input: OpenSummaryInput,
  output: z.object({ opened: z.boolean() }),
  rate: TRIES,
  load: async (ctx, input) => {
    const code = await lockNewestCode(ctx.tx, input.visitId);
    return { code, matches: code !== null && sameHash(code.codeHash, hashCode(input.visitId, input.code)) };
  },
  access: { resource: "summary_code", verb: "open", facts: () => ({ practiceId: null }) },
  audit: { action: "summary_code.open", subject: (input) => ({ type: "summary_code", id: input.visitId }) },
  decide: ({ code, matches }, _input, { nowMs }) => ok(decideOpenSummary(code, matches, nowMs)),
  save: async (ctx, decision, { code }, input) => {
    if (!decision.ok) {
      if (code !== null && decision.error.code === "record.code_wrong") {
        await ctx.tx.summaryCode.update({ where: { id: code.id }, data: { attempts: { increment: 1 } } });
      }
      return new KeptRefusal(decision.error);
    }
    if (code === null) throw new Error("a code that was decided upon has gone");
    await ctx.tx.summaryCode.update({ where: { id: code.id }, data: { usedAt: new Date(ctx.nowMs) } });
    const link = await ctx.tx.visitLink.findFirstOrThrow({
      where: { visitId: input.visitId, kind: "patient" },
      orderBy: { createdAt: "desc" },
    });
    const secret = newSecret();
    await ctx.tx.visitSeat.create({
      data: {
        id: ctx.ids(),
        practiceId: code.practiceId,
        visitId: input.visitId,
        linkId: link.id,
        secretHash: hashSecret("visit-seat", secret),
        purpose: "summary",
        confirmedAt: new Date(ctx.nowMs),
        createdAt: new Date(ctx.nowMs),
      },
    });
    ctx.setCookie({ name: visitCookieName(input.visitId), value: secret, maxAgeS: SUMMARY_OPEN_MS / 1000 });
    return { opened: true };
  },
});

interface NewestCode extends SummaryCodeState {
  readonly id: string;
  readonly practiceId: string;
  readonly codeHash: string;
}

/** The newest code of a visit, held until the transaction ends, so that tries are counted one by one. */
async function lockNewestCode(
  tx: Parameters<typeof findVisitWithRecord>[0],
  visitId: VisitId,
): Promise<NewestCode | null> {
  await tx.$queryRaw`select 1 from summary_code where visit_id = ${visitId}::uuid for update`;
  const row = await tx.summaryCode.findFirst({ where: { visitId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
  if (row === null) return null;
  return {
    id: row.id,
    practiceId: row.practiceId,
    codeHash: row.codeHash,
    expiresAtMs: row.expiresAt.getTime(),
    attempts: row.attempts,
    usedAtMs: row.usedAt?.getTime() ?? null,
  };
}
