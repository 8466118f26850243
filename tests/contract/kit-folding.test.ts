import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Prisma } from "@/generated/prisma/client";
import { closeDb, db, inTransaction, runWithin, type Tx } from "@/server/kit/db";
import { FOLDED } from "@/server/kit/folding-client";
import { readViolation } from "@/server/kit/violations";

let key: string;
beforeEach(() => {
  key = `fold:${randomUUID()}`;
});
afterAll(closeDb);

const put = (tx: Tx, name: string, way = Prisma.empty) => tx.$executeRaw`${way} insert into rate_bucket (key, tokens, updated_at) values (${name}, 1, now())`;
const fold = Prisma.raw(FOLDED);
const kept = () => db().rateBucket.count({ where: { key: { startsWith: key } } });
const openTransactions = async () => (await db().$queryRaw<{ n: number }[]>`select count(*)::int as n from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`)[0]?.n;

describe("statements that travel together", () => {
  it("ACC-14: what goes with COMMIT is kept with the rest", async () => {
    await db().$transaction(async (tx) => {
      await put(tx, `${key}:a`);
      expect(await put(tx, `${key}:b`, fold)).toBe(1);
    });
    expect(await kept()).toBe(2);
  });

  it("ACC-14: when it fails nothing is kept, and why it failed is told", async () => {
    const work = db().$transaction(async (tx) => {
      await put(tx, `${key}:a`);
      await put(tx, `${key}:a`, fold);
    });
    const thrown: unknown = await work.then(() => null, (error: unknown) => error);
    expect(readViolation(thrown)).toMatchObject({ sqlState: "23505" });
    expect([await kept(), await openTransactions()]).toEqual([0, 0]);
  });

  it("ACC-14: another statement after it sends it first, and hears of its failure", async () => {
    await db().$transaction(async (tx) => {
      await put(tx, `${key}:a`, fold);
      expect(await tx.rateBucket.count({ where: { key: { startsWith: key } } })).toBe(1);
      await put(tx, `${key}:b`, fold);
      await put(tx, `${key}:c`, fold);
    });
    expect(await kept()).toBe(3);
    const late = db().$transaction(async (tx) => {
      await put(tx, `${key}:d`);
      await put(tx, `${key}:a`, fold);
      await put(tx, `${key}:e`);
    });
    await expect(late).rejects.toThrow();
    expect([await kept(), await openTransactions()]).toEqual([3, 0]);
  });

  it("ACC-14: a transaction that is given up leaves nothing of it, whatever was still to be sent", async () => {
    const giveUp = (work: (tx: Tx) => Promise<unknown>) =>
      db().$transaction(async (tx) => {
        await work(tx);
        throw new Error("given up");
      });
    await expect(giveUp((tx) => put(tx, `${key}:a`, fold))).rejects.toThrow("given up");
    await expect(giveUp(async (tx) => [await put(tx, `${key}:a`), await put(tx, `${key}:b`, fold)])).rejects.toThrow("given up");
    await expect(giveUp(() => Promise.resolve())).rejects.toThrow("given up");
    await db().$transaction(() => Promise.resolve());
    expect([await kept(), await openTransactions()]).toEqual([0, 0]);
  });

  it("ACC-14: the first statement of a transaction is in it, also where it fails", async () => {
    await put(db(), `${key}:a`);
    await expect(db().$transaction(async (tx) => [await put(tx, `${key}:b`), await put(tx, `${key}:a`)])).rejects.toThrow();
    await expect(db().$transaction((tx) => put(tx, `${key}:a`))).rejects.toThrow();
    expect([await kept(), await openTransactions()]).toEqual([1, 0]);
  });

  it("outside a transaction nothing waits", async () => {
    expect(await put(db(), `${key}:a`, fold)).toBe(1);
    expect(await kept()).toBe(1);
  });

  it("many at once on few connections keep each to its own", async () => {
    const one = (n: number) =>
      db().$transaction(async (tx) => {
        await put(tx, `${key}:${n}`);
        if (n % 3 === 0) throw new Error("given up");
        await put(tx, `${key}:${n}:b`, fold);
      }, { maxWait: 60_000, timeout: 60_000 });
    await Promise.allSettled(Array.from({ length: 60 }, (_, n) => one(n)));
    expect([await kept(), await openTransactions()]).toEqual([80, 0]);
  });
});

describe("statements that go past Prisma", () => {
  const PUT = { name: "test_put", text: "insert into rate_bucket (key, tokens, updated_at) values ($1, 1, now()) returning key" };
  const PUT_FOLDED = { name: "test_put_folded", text: `${FOLDED} ${PUT.text}` };
  const limits = { maxWait: 60_000, timeout: 60_000 };
  const give = (work: (tx: Tx) => Promise<unknown>) => inTransaction(work, limits);

  it("ACC-14: are in the transaction, before and after Prisma's own, and several go with COMMIT in their order", async () => {
    await give(async (tx) => {
      expect(await runWithin(tx, PUT, [`${key}:a`])).toEqual([{ key: `${key}:a` }]);
      await put(tx, `${key}:b`);
      expect(await tx.rateBucket.count({ where: { key: { startsWith: key } } })).toBe(2);
      await runWithin(tx, PUT_FOLDED, [`${key}:c`]);
      await runWithin(tx, PUT_FOLDED, [`${key}:d`]);
    });
    expect(await kept()).toBe(4);
  });

  it("ACC-14: leave nothing when it is given up, or when one of several that wait fails, and say why", async () => {
    await expect(give(async (tx) => {
      await runWithin(tx, PUT, [`${key}:a`]);
      await runWithin(tx, PUT_FOLDED, [`${key}:b`]);
      throw new Error("given up");
    })).rejects.toThrow("given up");
    const thrown = await give(async (tx) => {
      for (const name of ["a", "a", "b"]) await runWithin(tx, PUT_FOLDED, [`${key}:${name}`]);
    }).then(() => null, (error: unknown) => error);
    expect(readViolation(thrown)).toMatchObject({ sqlState: "23505", constraint: "rate_bucket_pkey" });
    const atOnce = await give(async (tx) => [await runWithin(tx, PUT, [`${key}:a`]), await runWithin(tx, PUT, [`${key}:a`])]).then(() => null, (error: unknown) => error);
    expect(readViolation(atOnce)).toMatchObject({ sqlState: "23505", constraint: "rate_bucket_pkey" });
    expect([await kept(), await openTransactions()]).toEqual([0, 0]);
  });

  it("ACC-14: are refused once their transaction is over, whoever has its connection since", async () => {
    let late: Tx | null = null;
    await give(async (tx) => {
      late = tx;
      await runWithin(tx, PUT, [`${key}:a`]);
    });
    await expect(runWithin(late as unknown as Tx, PUT, [`${key}:b`])).rejects.toThrow("the transaction is over");
    await give(async (tx) => {
      await runWithin(tx, PUT, [`${key}:c`]);
      await expect(runWithin(late as unknown as Tx, PUT, [`${key}:d`])).rejects.toThrow("the transaction is over");
    });
    const slow = inTransaction(async (tx) => {
      await runWithin(tx, PUT, [`${key}:e`]);
      await expect.poll(() => runWithin(tx, PUT, [`${key}:${randomUUID()}`]).then(() => "", String), { timeout: 20_000 }).toContain("the transaction is over");
    }, { maxWait: 60_000, timeout: 200 });
    await expect(slow).rejects.toThrow();
    expect([await kept(), await openTransactions()]).toEqual([2, 0]);
  });

  it("ACC-14: of many at once keep each to its own, also with a transaction within", async () => {
    const one = (n: number) =>
      give(async (tx) => {
        await runWithin(tx, PUT, [`${key}:${n}`]);
        if (n % 10 === 1) await db().$transaction((other) => put(other, `${key}:${n}:apart`), limits);
        await runWithin(tx, PUT_FOLDED, [`${key}:${n}:b`]);
        if (n % 3 === 0) throw new Error("given up");
      });
    for (let from = 0; from < 60; from += 6) await Promise.allSettled(Array.from({ length: 6 }, (_, n) => one(from + n)));
    expect([await kept(), await openTransactions()]).toEqual([86, 0]);
  });

  it("in a transaction of Prisma's own go by Prisma", async () => {
    await db().$transaction(async (tx) => {
      expect(await runWithin(tx, PUT, [`${key}:a`])).toEqual([{ key: `${key}:a` }]);
      await runWithin(tx, PUT_FOLDED, [`${key}:b`]);
    });
    expect(await kept()).toBe(2);
  });
});
