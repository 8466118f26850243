import "server-only";
import { createHash, randomInt, randomUUID } from "node:crypto";
import { z } from "zod";
import { domainError } from "@/core/kit/errors";
import { ok } from "@/core/kit/result";
import { decideSetUp, FirstPracticeInput, SETUP_CODE_LIFE_MS, SetUpCode, SetUpFact, withCode } from "@/core/practice/first-run";
import { issueAccountToken } from "../access/account-tokens";
import { config } from "../kit/config";
import { db, type Tx } from "../kit/db";
import { defineCommand } from "../kit/define";
import { logger } from "../kit/logger";
import { KeptRefusal } from "../kit/operation";
import { isOutage } from "../kit/violations";

const FACT = "practice.set_up";
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** What a new practice can book from its first day on. */
const SERVICES = {
  en: [["First visit", 40], ["Follow-up", 20]],
  es: [["Primera visita", 40], ["Seguimiento", 20]],
} as const;

function newCode(): string {
  return Array.from({ length: 20 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}

function hashCode(code: string): string {
  return createHash("sha256").update(`set-up-code\n${code}`).digest("base64url");
}

/** Nobody else begins at the same moment, in whatever process. */
async function lockSetUp(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${FACT}, 0))`;
}

async function readFact(tx: Tx): Promise<SetUpFact | null> {
  const row = await tx.systemFact.findUnique({ where: { name: FACT } });
  const fact = SetUpFact.safeParse(row?.value);
  return fact.success ? fact.data : null;
}

async function keepFact(tx: Tx, fact: SetUpFact, nowMs: number): Promise<void> {
  const update = { value: fact, updatedAt: new Date(nowMs) };
  await tx.systemFact.upsert({ where: { name: FACT }, create: { name: FACT, ...update }, update });
}

/** Whether there is no practice yet: only then is there anything to set up. */
export async function isSetUpOpen(tx: Tx = db()): Promise<boolean> {
  return (await tx.practice.findFirst({ select: { id: true } })) === null;
}

/** Makes a code for the page `/setup`, where there is no practice yet. Kept by its hash; null: there is a practice. */
export async function issueSetUpCode(nowMs: number): Promise<string | null> {
  return db().$transaction(async (tx) => {
    await lockSetUp(tx);
    if (!(await isSetUpOpen(tx))) return null;
    const code = newCode();
    await keepFact(tx, withCode(await readFact(tx), hashCode(code), nowMs), nowMs);
    return code;
  });
}

/** A code as it is printed: four groups of five. */
export function printedCode(code: string): string {
  return code.match(/.{5}/g)?.join("-") ?? code;
}

const RETRY_MS = 15_000;

/**
 * Says in the log how to begin, where a real deployment starts empty. The code is meant to be read there: whoever
 * reads the log runs the machine. Tries again while the records are away.
 */
export async function offerSetUp(): Promise<void> {
  if (config().demo) return;
  try {
    const code = await issueSetUpCode(Date.now());
    if (code === null) return;
    const hours = SETUP_CODE_LIFE_MS / 3_600_000;
    process.stdout.write(`\nThere is no practice yet. Begin at ${config().BEDSIDE_ORIGIN}/setup with this code (${hours} hours, once):\n\n    ${printedCode(code)}\n\nor run practice:create.\n\n`);
  } catch (error) {
    if (!isOutage(error)) logger().error({ event: "setup.failed", err: error });
    setTimeout(() => void offerSetUp(), RETRY_MS).unref();
  }
}

/** A practice that was made, and the one link that lets its admin in. */
export interface MadePractice {
  readonly practiceId: string;
  readonly accountId: string;
  readonly staffId: string;
  readonly link: string;
}

/** Makes a practice with its admin, who sets a password by the link. */
export async function createPractice(tx: Tx, input: FirstPracticeInput, nowMs: number): Promise<MadePractice> {
  const [practiceId, accountId, staffId] = [randomUUID(), randomUUID(), randomUUID()];
  const createdAt = new Date(nowMs);
  const { practice: name, zone, locale, emergencyNumber, admin, email } = input;
  await tx.practice.create({ data: { id: practiceId, name, zone, locale, emergencyNumber, createdAt } });
  await tx.account.create({ data: { id: accountId, practiceId, email, name: admin, locale, zone, createdAt } });
  await tx.staffMember.create({ data: { id: staffId, practiceId, accountId, displayName: admin, roles: ["admin"], zone, languages: [locale] } });
  await tx.service.createMany({ data: SERVICES[locale].map(([service, durationMin]) => ({ practiceId, name: service, durationMin })) });
  const link = await issueAccountToken(tx, { id: accountId, practiceId }, "invite", nowMs);
  return { practiceId, accountId, staffId, link };
}

/** Makes the first practice from the page `/setup`. Once there is one, there is no such thing (PRC-9). */
export const setUpPractice = defineCommand({
  name: "practice/set-up",
  summary: "Makes the first practice and its admin, with the code that the start of an empty deployment printed.",
  input: FirstPracticeInput.extend({ code: SetUpCode }),
  output: z.object({ link: z.string() }),
  rate: { limit: 10, perMs: 60_000, by: "source" },
  load: async (ctx) => {
    await lockSetUp(ctx.tx);
    return (await isSetUpOpen(ctx.tx)) ? { fact: await readFact(ctx.tx) } : null;
  },
  access: { resource: "practice", verb: "create", facts: () => ({ practiceId: null }) },
  audit: { action: "practice.set_up", subject: () => ({ type: "practice", id: null }) },
  decide: ({ fact }, { code }, { nowMs }) => ok({ isRight: decideSetUp(fact, hashCode(code), nowMs).ok }),
  save: async (ctx, { isRight }, { fact }, { code: _code, ...input }) => {
    if (!isRight) {
      // Counted although refused: nobody guesses on for ever.
      if (fact !== null) await keepFact(ctx.tx, { ...fact, wrong: fact.wrong + 1 }, ctx.nowMs);
      return new KeptRefusal(domainError("denied", "practice.setup_code_wrong", { fields: { code: "practice.setup_code_wrong" } }));
    }
    const { link } = await createPractice(ctx.tx, input, ctx.nowMs);
    await ctx.tx.systemFact.deleteMany({ where: { name: FACT } });
    return { link };
  },
});
