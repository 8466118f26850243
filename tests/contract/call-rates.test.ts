import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { GET } from "@/app/api/[area]/[command]/route";
import { POST } from "@/app/api/files/upload/route";
import type { Actor, StaffActor } from "@/core/access/actor";
import { CALL_RATES, leaseSize, scaledRate } from "@/core/kit/call-rates";
import { callBuckets } from "@/server/kit/call-rates";
import { closeDb, db } from "@/server/kit/db";
import { askDatabase, RateLeases, type AskTokens } from "@/server/kit/rate-leases";
import { listSessions } from "@/server/access/list-sessions";
import { staySignedIn } from "@/server/access/revoke-others";
import { pageGet, signInAs } from "../support/browser";
import { createClinician, createVisit } from "../support/visit-fixture";

const holder = globalThis as typeof globalThis & { bedsideConfig?: unknown; bedsideLeases?: unknown };

/** From now on this is another process, whose limits are so many times those of the table. */
function startAnew(scale: number): void {
  process.env.BEDSIDE_RATE_SCALE = String(scale);
  delete holder.bedsideConfig;
  delete holder.bedsideLeases;
}

let practiceId: string;
beforeEach(async () => {
  ({ practiceId } = await createVisit());
});
afterAll(async () => {
  delete process.env.BEDSIDE_RATE_SCALE;
  await closeDb();
});

async function ask(actor: Actor, source: string = randomUUID()): Promise<string> {
  const result = await listSessions.run({ actor, input: {}, requestId: randomUUID(), nowMs: Date.now(), source, cookie: () => null });
  return result.ok ? "ok" : result.error.kind;
}

async function times(count: number, work: (at: number) => Promise<string>): Promise<string[]> {
  const answers: string[] = [];
  for (let at = 0; at < count; at++) answers.push(await work(at));
  return answers;
}

/** A bucket that asks the real database, and counts how often. */
function counted(): { leases: RateLeases; asked: () => number } {
  let count = 0;
  const counting: AskTokens = (asked) => {
    count += 1;
    return askDatabase(asked);
  };
  return { leases: new RateLeases(counting), asked: () => count };
}

describe("what a person, an address and a practice may ask in all", () => {
  it("FILE-17: reads are limited for each person; another person goes on", async () => {
    startAnew(0.01);
    const [one, two] = [await createClinician(practiceId), await createClinician(practiceId)];
    const { limit } = scaledRate(CALL_RATES.read.person, 0.01);
    const answers = await times(limit + 3, () => ask(one));
    expect(answers.slice(0, limit)).toEqual(Array.from({ length: limit }, () => "ok"));
    expect(answers.at(-1)).toBe("rate_limited");
    expect(await ask(two)).toBe("ok");
  });

  it("FILE-17: one address is limited, whoever asks from there, and one practice, from wherever", async () => {
    startAnew(0.001);
    const { limit } = scaledRate(CALL_RATES.read.address, 0.001);
    const here = randomUUID();
    const people = await Promise.all(Array.from({ length: limit + 1 }, () => createVisit().then(({ clinician }) => clinician)));
    const answers = await times(limit + 1, (at) => ask(people[at] as StaffActor, here));
    expect(answers).toEqual([...Array.from({ length: limit }, () => "ok"), "rate_limited"]);

    startAnew(0.001);
    const most = scaledRate(CALL_RATES.read.practice, 0.001).limit;
    const colleagues = await Promise.all(Array.from({ length: most + 2 }, () => createClinician(practiceId)));
    const ofPractice = await times(most + 2, (at) => ask(colleagues[at] as StaffActor));
    expect(ofPractice.filter((each) => each === "ok").length).toBeLessThanOrEqual(most + 1);
    expect(ofPractice.at(-1)).toBe("rate_limited");
  });

  it("FILE-17: people we don't know are limited by address, and writes apart from reads", async () => {
    startAnew(0.01);
    const here = randomUUID();
    const nobody: Actor = { kind: "public" };
    const { limit } = scaledRate(CALL_RATES.read.unknown, 0.01);
    const answers = await times(limit + 1, () => ask(nobody, here));
    expect(answers.slice(0, limit)).not.toContain("rate_limited");
    expect(answers.at(-1)).toBe("rate_limited");
    const one = await createClinician(practiceId);
    await times(20, () => ask(one));
    const write = () => staySignedIn.run({ actor: one, input: {}, requestId: randomUUID(), nowMs: Date.now(), source: randomUUID(), cookie: () => null, idempotencyKey: null });
    const first = await write();
    expect(first.result.ok ? "ok" : first.result.error.kind).not.toBe("rate_limited");
  });

  it("FILE-17: over HTTP it is 429 with the seconds to wait and words, for questions and for bytes; the audit has one entry for a flood", async () => {
    startAnew(0.001);
    const one = await createClinician(practiceId);
    const { cookie } = await signInAs(one);
    const read = () => GET(pageGet("access/list-sessions?input=%7B%7D", { cookie, "x-forwarded-for": randomUUID() }), { params: Promise.resolve({ area: "access", command: "list-sessions" }) });
    const responses = [];
    for (let n = 0; n < 12; n++) responses.push(await read());
    const stopped = responses.filter(({ status }) => status === 429);
    expect(stopped.length).toBeGreaterThan(8);
    expect(Number(stopped.at(-1)?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(await stopped[0]?.json()).toMatchObject({ error: { kind: "rate_limited", code: "kit.rate_limited", params: { seconds: expect.any(Number) } } });
    expect(await db().auditEntry.count({ where: { actorId: one.staffId, outcome: "refused", code: "kit.rate_limited" } })).toBe(1);

    const send = () => POST(new Request("http://localhost:3000/api/files/upload", { method: "POST", headers: { cookie, "x-bedside-upload": "x", "x-forwarded-for": randomUUID() }, body: "x" }));
    const statuses = [];
    for (let n = 0; n < 5; n++) statuses.push((await send()).status);
    expect(statuses[0]).toBe(404);
    expect(statuses).toContain(429);
  });
});

describe("tokens taken ahead", () => {
  const bucketsOf = (actor: Actor, source: string) => callBuckets("read", actor, source);

  it("FILE-18: most calls ask the database nothing; what is taken ahead is gone from the shared bucket", async () => {
    startAnew(1);
    const actor = await createClinician(practiceId);
    const here = randomUUID();
    const { leases, asked } = counted();
    const calls = 600;
    for (let n = 0; n < calls; n++) expect(await leases.take(bucketsOf(actor, here))).toBeNull();
    // A lease of the person's bucket, the smallest of the three, at a time.
    expect(asked()).toBe(Math.ceil(calls / leaseSize(CALL_RATES.read.person)));
    const key = bucketsOf(actor, here)[0]!.key;
    const { tokens } = await db().rateBucket.findUniqueOrThrow({ where: { key } });
    expect(tokens).toBeLessThanOrEqual(CALL_RATES.read.person.limit - calls + 60);
  });

  it("FILE-18: many at one moment wait for one question", async () => {
    startAnew(1);
    const actor = await createClinician(practiceId);
    const { leases, asked } = counted();
    const here = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => leases.take(bucketsOf(actor, here))));
    expect(answers.every((each) => each === null)).toBe(true);
    expect(asked()).toBe(1);
  });

  it("FILE-18: several processes together never exceed a limit, and each stops without asking again and again", async () => {
    const rate = { limit: 100, perMs: 3_600_000 };
    const bucket = [{ key: `test|${randomUUID()}`, rate }];
    const processes = [counted(), counted(), counted()];
    const answers = await Promise.all(processes.flatMap(({ leases }) => Array.from({ length: 100 }, () => leases.take(bucket))));
    const passed = answers.filter((each) => each === null).length;
    expect(passed).toBeLessThanOrEqual(100);
    // What one has taken ahead and doesn't need is the most that is lost.
    expect(passed).toBeGreaterThanOrEqual(100 - 2 * leaseSize(rate));
    const before = processes.map(({ asked }) => asked());
    for (let n = 0; n < 200; n++) for (const { leases } of processes) expect(await leases.take(bucket)).toMatchObject({ isFirst: false });
    expect(processes.map(({ asked }) => asked())).toEqual(before);
  });

  it("FILE-18: a lease that was not spent in time is asked for anew", async () => {
    let nowMs = 0;
    let count = 0;
    const rate = { limit: 100, perMs: 3_600_000 };
    const bucket = [{ key: `test|${randomUUID()}`, rate }];
    const leases = new RateLeases((asked) => {
      count += 1;
      return askDatabase(asked);
    }, () => nowMs);
    for (let n = 0; n < leaseSize(rate); n++) expect(await leases.take(bucket)).toBeNull();
    expect(count).toBe(1);
    expect(await leases.take(bucket)).toBeNull();
    nowMs += rate.perMs;
    expect(await leases.take(bucket)).toBeNull();
    expect(count).toBe(3);
  });

  it("FILE-18: a stopped bucket fills again by the database's clock", async () => {
    const bucket = [{ key: `test|${randomUUID()}`, rate: { limit: 2, perMs: 4_000 } }];
    const { leases } = counted();
    expect([await leases.take(bucket), await leases.take(bucket)]).toEqual([null, null]);
    const stop = await leases.take(bucket);
    expect(stop).toMatchObject({ isFirst: true, waitMs: expect.any(Number) });
    await new Promise((done) => setTimeout(done, stop!.waitMs + 50));
    expect(await leases.take(bucket)).toBeNull();
  });

  it("FILE-17: our own jobs draw from no bucket, and a signed-in person from three", async () => {
    const actor = await createClinician(practiceId);
    expect(callBuckets("read", { kind: "system", practiceId: null }, "x")).toEqual([]);
    expect(callBuckets("write", actor, "x").map(({ key }) => key.replace(/:[^:|]*$/, ""))).toEqual(["all:write|person:staff", "all:write|address", "all:write|practice"]);
  });
});
