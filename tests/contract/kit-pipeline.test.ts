import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Actor, StaffActor } from "@/core/access/actor";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import { auditMacHolds } from "@/server/audit/audit-mac";
import { entryOfRow } from "@/server/audit/rows";
import { db } from "@/server/kit/db";
import { defineCommand, defineQuery } from "@/server/kit/define";
import { KeptRefusal, type Command } from "@/server/kit/operation";
import { createClinician } from "../support/visit-fixture";

/** A command of the test's own, as areas write them: adds a service to a practice. */
const addService = defineCommand({
  name: "test/add-service",
  summary: "Adds a service.",
  input: z.strictObject({ practiceId: z.uuid(), id: z.uuid(), name: z.string().min(1), how: z.enum(["ok", "refuse", "keep", "throw", "late"]).default("ok") }),
  output: z.object({ id: z.uuid() }),
  load: async (ctx, input) => ctx.tx.practice.findUnique({ where: { id: input.practiceId } }),
  access: { resource: "appointment", verb: "book", facts: (practice, _input, actor) => ({ practiceId: practice.id as StaffActor["practiceId"], clinicianId: actor.kind === "staff" ? actor.staffId : null }) },
  audit: { action: "test.add_service", subject: (input) => ({ type: "service", id: input.id }) },
  violations: { service_duration_check: domainError("invalid", "test.duration") },
  decide: (_practice, input) => (input.how === "refuse" ? err(domainError("conflict", "test.refused")) : ok(input.name)),
  save: async (ctx, name, practice, input) => {
    const durationMin = name === "too long" ? 9999 : 30;
    await ctx.tx.service.create({ data: { id: input.id, practiceId: practice.id, name, durationMin } });
    await ctx.emit("visit.changed", { practiceId: practice.id });
    if (input.how === "throw") throw new Error(`secret of ${name}`);
    if (input.how === "keep") return new KeptRefusal(domainError("conflict", "test.kept"));
    return { id: input.id, secret: "not in the schema" };
  },
});

let actor: StaffActor;
let stranger: StaffActor;

async function createPractice(): Promise<string> {
  const id = randomUUID();
  await db().practice.create({ data: { id, name: "Practice", zone: "UTC" } });
  return id;
}

beforeAll(async () => {
  actor = await createClinician(await createPractice());
  stranger = await createClinician(await createPractice());
});

function run<O>(command: Command<O>, input: object, more: { actor?: Actor; key?: string; source?: string } = {}) {
  return command.run({
    actor: more.actor ?? actor,
    input,
    requestId: randomUUID(),
    nowMs: Date.now(),
    source: more.source ?? "here",
    cookie: () => null,
    idempotencyKey: more.key ?? null,
  });
}

const inputFor = (more: object = {}) => ({ practiceId: actor.practiceId, id: randomUUID(), name: "Review", ...more });
const auditOf = (id: string) => db().auditEntry.findMany({ where: { subjectId: id } });
const serviceCount = (id: string) => db().service.count({ where: { id } });

async function jobCount(): Promise<number> {
  const rows = await db().$queryRaw<{ n: bigint }[]>`select count(*) as n from graphile_worker._private_jobs`;
  return Number(rows[0]?.n);
}

describe("a write", () => {
  it("ACC-14: commits its row, its audit, its outbox row and its job together, and answers with the view alone", async () => {
    const [before, outbox] = [await jobCount(), await db().outbox.count()];
    const input = inputFor();
    const { result } = await run(addService, input);
    expect(result).toEqual({ ok: true, value: { id: input.id } });
    expect(await serviceCount(input.id)).toBe(1);
    expect(await auditOf(input.id)).toMatchObject([{ outcome: "done", action: "test.add_service", actorId: actor.staffId, practiceId: actor.practiceId }]);
    expect(await jobCount()).toBe(before + 1);
    expect(await db().outbox.count()).toBe(outbox + 1);
  });

  it("ACC-14, ACC-15: a refusal undoes all of it and is in the audit by itself", async () => {
    const [before, outbox] = [await jobCount(), await db().outbox.count()];
    const input = inputFor({ how: "refuse" });
    expect((await run(addService, input)).result).toMatchObject({ ok: false, error: { kind: "conflict", code: "test.refused" } });
    expect(await serviceCount(input.id)).toBe(0);
    expect(await auditOf(input.id)).toMatchObject([{ outcome: "refused", code: "test.refused" }]);
    expect([await jobCount(), await db().outbox.count()]).toEqual([before, outbox]);
  });

  it("ACC-14: a throw after the writes leaves none of them, and a trace of the failure", async () => {
    const before = await jobCount();
    const input = inputFor({ how: "throw" });
    await expect(run(addService, input)).rejects.toThrow();
    expect(await serviceCount(input.id)).toBe(0);
    expect(await auditOf(input.id)).toMatchObject([{ outcome: "failed" }]);
    expect(await jobCount()).toBe(before);
  });

  it("ACC-15: what must stay although the caller is refused stays, and its key can be used again", async () => {
    const input = inputFor({ how: "keep" });
    const key = randomUUID();
    expect((await run(addService, input, { key })).result).toMatchObject({ ok: false, error: { code: "test.kept" } });
    expect(await serviceCount(input.id)).toBe(1);
    expect(await auditOf(input.id)).toMatchObject([{ outcome: "refused", code: "test.kept" }]);
    expect(await db().idempotencyKey.count({ where: { key } })).toBe(0);
  });

  it("tells a broken rule of the database as the error that the command names for it, or as a conflict", async () => {
    expect((await run(addService, inputFor({ name: "too long" }))).result).toMatchObject({ ok: false, error: { code: "test.duration" } });
    const input = inputFor();
    await run(addService, input);
    expect((await run(addService, input)).result).toMatchObject({ ok: false, error: { kind: "conflict", code: "kit.conflict" } });
    expect((await auditOf(input.id)).map((row) => row.outcome)).toEqual(["done", "refused"]);
  });

  it("names what is wrong with an input, by path", async () => {
    const { result } = await run(addService, { practiceId: "x", id: randomUUID(), name: "", more: 1 });
    expect(result).toMatchObject({ ok: false, error: { kind: "invalid", fields: { practiceId: "kit.field_invalid", name: "kit.field_invalid" } } });
  });
});

describe("who may", () => {
  it("ACC-10: refuses a role without a grant before anything is loaded, and asks nobody to sign in", async () => {
    const auditor = { ...actor, roles: ["auditor"] as const };
    expect((await run(addService, inputFor(), { actor: auditor })).result).toMatchObject({ error: { kind: "denied" } });
    expect((await run(addService, inputFor(), { actor: { kind: "public" } })).result).toMatchObject({ error: { kind: "signed_out" } });
  });

  it("ACC-11: another practice's thing answers as one that isn't there; nothing is written", async () => {
    const input = inputFor();
    const foreign = (await run(addService, input, { actor: stranger })).result;
    const absent = (await run(addService, { ...input, practiceId: randomUUID() }, { actor: stranger })).result;
    expect(foreign).toEqual(absent);
    expect(foreign).toMatchObject({ ok: false, error: { kind: "not_found" } });
    expect(await serviceCount(input.id)).toBe(0);
    const [tried] = await auditOf(input.id);
    expect(tried).toMatchObject({ outcome: "refused", practiceId: stranger.practiceId });
  });
});

describe("idempotency", () => {
  it("ACC-16: the same request again happens once and gives the first answer", async () => {
    const [key, input] = [randomUUID(), inputFor()];
    const first = await run(addService, input, { key });
    const again = await run(addService, input, { key });
    expect(again.result).toEqual(first.result);
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    expect(await serviceCount(input.id)).toBe(1);
    expect(await auditOf(input.id)).toHaveLength(1);
  });

  it("ACC-16: the same key with another body is a conflict", async () => {
    const key = randomUUID();
    await run(addService, inputFor(), { key });
    const other = inputFor();
    expect((await run(addService, other, { key })).result).toMatchObject({ ok: false, error: { kind: "conflict", code: "kit.idempotency_reused" } });
    expect(await serviceCount(other.id)).toBe(0);
  });

  it("ACC-16: eight presses at one moment make one row and eight equal answers", async () => {
    const [key, input] = [randomUUID(), inputFor()];
    const answers = await Promise.all(Array.from({ length: 8 }, () => run(addService, input, { key })));
    for (const { result } of answers) expect(result).toEqual({ ok: true, value: { id: input.id } });
    expect(answers.filter((each) => !each.replayed)).toHaveLength(1);
    expect(await serviceCount(input.id)).toBe(1);
  });

  it("ACC-16: a refused request leaves its key free for the next try", async () => {
    const key = randomUUID();
    const input = inputFor({ how: "refuse" });
    await run(addService, input, { key });
    expect((await run(addService, { ...input, how: "ok" }, { key })).result.ok).toBe(true);
  });

  it("ACC-16: one person's key is not another's, and the kept answer can't be read from the table", async () => {
    const [key, input] = [randomUUID(), inputFor()];
    await run(addService, input, { key });
    const colleague = await createClinician(actor.practiceId);
    expect((await run(addService, inputFor(), { key, actor: colleague })).result.ok).toBe(true);
    const row = await db().idempotencyKey.findFirstOrThrow({ where: { key, actorKey: `staff:${actor.accountId}` } });
    expect(Buffer.from(row.responseSealed ?? []).includes(input.id)).toBe(false);
  });

  it("refuses a key that is no key", async () => {
    expect((await run(addService, inputFor(), { key: "short" })).result).toMatchObject({ error: { code: "kit.idempotency_key" } });
  });
});

describe("rates", () => {
  const limited = defineCommand({
    name: "test/limited",
    summary: "Does nothing, rarely.",
    input: z.strictObject({}),
    output: z.object({}),
    rate: { limit: 3, perMs: 60_000 },
    load: async () => ({}),
    access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
    audit: { action: "test.limited", subject: () => ({ type: "session", id: null }) },
    decide: () => ok({}),
    save: async () => ({}),
  });

  it("ACC-20: of ten at one moment exactly three pass, and each is told when to come back", async () => {
    const someone = await createClinician(actor.practiceId);
    const answers = await Promise.all(Array.from({ length: 10 }, () => run(limited, {}, { actor: someone })));
    const refused = answers.flatMap(({ result }) => (result.ok ? [] : [result.error]));
    expect(refused).toHaveLength(7);
    for (const error of refused) expect(error).toMatchObject({ kind: "rate_limited", params: { seconds: 20 } });
  });

  it("ACC-20: people we don't know share the bucket of where they come from", async () => {
    const nobody: Actor = { kind: "public" };
    const from = async (source: string) => (await run(limited, {}, { actor: nobody, source })).result.ok;
    expect([await from("a"), await from("a"), await from("a"), await from("a"), await from("b")]).toEqual([true, true, true, false, true]);
  });
});

describe("isolation", () => {
  it("tries a serializable command again until it goes through: no count is lost", async () => {
    const name = `test.${randomUUID()}`;
    await db().systemFact.create({ data: { name, value: 0 } });
    const count = defineCommand({
      name: "test/count",
      summary: "Counts.",
      input: z.strictObject({}),
      output: z.object({}),
      isolation: "serializable",
      load: (ctx) => ctx.tx.systemFact.findUnique({ where: { name } }),
      access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
      audit: { action: "test.count", subject: () => ({ type: "session", id: null }) },
      decide: (fact) => ok(Number(fact.value) + 1),
      save: async (ctx, value) => {
        await ctx.tx.systemFact.update({ where: { name }, data: { value } });
        return {};
      },
    });
    const answers = await Promise.all(Array.from({ length: 4 }, () => run(count, {})));
    const done = answers.filter(({ result }) => result.ok).length;
    for (const { result } of answers) if (!result.ok) expect(result.error.code).toBe("kit.try_again");
    expect(done).toBeGreaterThan(1);
    expect((await db().systemFact.findUniqueOrThrow({ where: { name } })).value).toBe(done);
  });
});

describe("the audit", () => {
  it("ACC-18: can't be changed, removed or emptied, and each row holds its MAC", async () => {
    const input = inputFor();
    await run(addService, input);
    const row = await db().auditEntry.findFirstOrThrow({ where: { subjectId: input.id } });
    await expect(db().auditEntry.update({ where: { id: row.id }, data: { outcome: "refused" } })).rejects.toThrow();
    await expect(db().auditEntry.delete({ where: { id: row.id } })).rejects.toThrow();
    await expect(db().$executeRaw`truncate audit_entry`).rejects.toThrow();
    const entry = entryOfRow(row);
    expect(row.textVersion).toBe(2);
    expect(auditMacHolds(entry, row.mac, 2)).toBe(true);
    expect(auditMacHolds({ ...entry, outcome: "refused" }, row.mac, 2)).toBe(false);
  });
});

describe("a read", () => {
  const readRecord = defineQuery({
    name: "test/read-record",
    summary: "Reads.",
    input: z.strictObject({ id: z.uuid() }),
    output: z.object({ text: z.string() }),
    access: { resource: "note", verb: "read" },
    audit: { action: "test.read", subject: (input) => ({ type: "note", id: input.id }) },
    run: async (ctx, input) =>
      ctx.actor.kind === "staff"
        ? { view: { text: "words", secret: input.id }, facts: { practiceId: actor.practiceId, clinicianId: ctx.actor.staffId } }
        : null,
  });
  const read = (id: string, as: Actor = actor) =>
    readRecord.run({ actor: as, input: { id }, requestId: "r", nowMs: Date.now(), source: "here", cookie: () => null });

  it("ACC-17: leaves its audit row, answers with its view, and says no as a write does", async () => {
    const id = randomUUID();
    expect(await read(id)).toEqual({ ok: true, value: { text: "words" } });
    expect(await read(id, stranger)).toMatchObject({ ok: false, error: { kind: "not_found" } });
    expect(await read(id, { ...actor, roles: ["scheduler"] })).toMatchObject({ ok: false, error: { kind: "denied" } });
    expect((await auditOf(id)).map((row) => row.outcome)).toEqual(["done", "refused", "refused"]);
  });

  it("ACC-17: fails when its audit row can't be written", async () => {
    await db().$executeRaw`alter table audit_entry add constraint no_more check (action <> 'test.read') not valid`;
    try {
      await expect(read(randomUUID())).rejects.toThrow();
    } finally {
      await db().$executeRaw`alter table audit_entry drop constraint no_more`;
    }
  });
});
