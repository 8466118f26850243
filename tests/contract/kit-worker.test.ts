import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SMTPServer } from "smtp-server";
import { db } from "@/server/kit/db";
import { emit } from "@/server/kit/emit";
import { readiness } from "@/server/kit/health";
import { addJob } from "@/server/kit/jobs";
import { smtpMail } from "@/server/kit/mail-port";
import { sealForPractice } from "@/server/kit/sealing";
import { mailPlace, writeContext } from "@/server/kit/write-context";
import { bundleWorker, endWorker, type WorkerProgram } from "../support/run-worker";

let program: WorkerProgram;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  program = await bundleWorker();
});
afterEach(async () => {
  for (const child of running) await endWorker(child, "SIGKILL");
  running.clear();
});
afterAll(() => program.remove());

async function start(env?: Record<string, string>): Promise<ChildProcess> {
  const child = await program.start(env);
  running.add(child);
  return child;
}

async function until(check: () => Promise<boolean>, limitMs = 15_000): Promise<void> {
  const startedMs = Date.now();
  while (!(await check())) {
    if (Date.now() - startedMs > limitMs) throw new Error("it didn't happen");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function mailTo(to: string) {
  const call = { actor: { kind: "public" } as const, input: {}, requestId: "r", nowMs: Date.now(), source: "s", cookie: () => null };
  return writeContext(db(), call, []).mail({ practiceId: null, to, subject: "Your visit", text: "Come at ten.\nAmira" });
}

const jobsLeft = async () => Number((await db().$queryRaw<{ n: bigint }[]>`select count(*) as n from graphile_worker._private_jobs`)[0]?.n);

describe("the worker", () => {
  it("delivers a mail and an outbox row once, says that it is alive, and ends when told", async () => {
    const to = `${randomUUID()}@example.test`;
    await mailTo(to);
    await emit(db(), "visit.changed", { practiceId: randomUUID() });
    const child = await start();
    await until(async () => (await db().mailMessage.count({ where: { recipient: to } })) === 1 && (await jobsLeft()) === 0);
    expect(await db().mailMessage.findFirst({ where: { recipient: to } })).toMatchObject({ subject: "Your visit", text: "Come at ten.\nAmira" });
    expect(await db().outbox.count({ where: { deliveredAt: null } })).toBe(0);
    expect((await readiness(Date.now())).checks.worker).toEqual({ state: "ok" });
    expect(await endWorker(child, "SIGTERM")).toBe(0);
  });

  it("ACC-21: a waiting mail can't be read from the queue", async () => {
    await mailTo(`${randomUUID()}@example.test`);
    const rows = await db().$queryRaw<{ payload: unknown }[]>`select payload from graphile_worker._private_jobs`;
    expect(JSON.stringify(rows)).not.toMatch(/Amira|example\.test|Come at ten/);
  });

  it("jobs of a worker that was killed run in the next, not only when their lock of hours is over", async () => {
    const dead = randomUUID();
    const to = `${randomUUID()}@example.test`;
    await mailTo(to);
    // What a pool that was killed in the middle of a job leaves behind: its name on the job.
    await db().$executeRaw`update graphile_worker._private_jobs set locked_by = ${dead}, locked_at = now(), attempts = 1`;
    await start();
    await until(async () => (await db().mailMessage.count({ where: { recipient: to } })) === 1);
  });

  it("a job that fails waits and is tried again, and leaves no text behind", async () => {
    const mailId = randomUUID();
    const sealed = Buffer.from(await sealForPractice(null, mailPlace(randomUUID()), "{}")).toString("base64");
    await addJob(db(), "mail", { mailId, practiceId: null, sealed });
    await start();
    await until(async () => {
      const rows = await db().$queryRaw<{ attempts: number; last_error: string | null }[]>`
        select attempts, last_error from graphile_worker._private_jobs where payload->>'mailId' = ${mailId}`;
      if ((rows[0]?.attempts ?? 0) < 1 || rows[0]?.last_error == null) return false;
      expect(rows[0].last_error).toMatch(/^SealBrokenError/);
      return true;
    });
  });

  it("names everything that is wrong with its configuration and ends", async () => {
    await expect(program.start({ NEXTAUTH_SECRET: "", BEDSIDE_KEK: "short" })).rejects.toThrow("ended with 1");
  });
});

describe("mail over SMTP", () => {
  it("reaches a relay with its text, its sender and an id that is the same on every try", async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, _session, done) => {
        let text = "";
        stream.on("data", (part: Buffer) => (text += part.toString()));
        stream.on("end", () => {
          received.push(text);
          done();
        });
      },
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const address = server.server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const mail = smtpMail({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "Bedside <visit@example.test>", BEDSIDE_ORIGIN: "https://bedside.example.test" });
    const draft = { practiceId: null, to: "amira@example.test", subject: "Your visit", text: "Come at ten." };
    await mail.send(draft, "id-1");
    await mail.send(draft, "id-1");
    await new Promise<void>((closed) => server.close(() => closed()));
    expect(received).toHaveLength(2);
    for (const text of received) {
      expect(text).toContain("Message-ID: <id-1@bedside.example.test>");
      expect(text).toContain("From: Bedside <visit@example.test>");
      expect(text).toContain("Come at ten.");
    }
  });

  it("a relay that is away throws, so that the job is tried again", async () => {
    const mail = smtpMail({ SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "a@example.test", BEDSIDE_ORIGIN: "https://bedside.example.test" });
    await expect(mail.send({ practiceId: null, to: "a@example.test", subject: "x", text: "x" }, "id")).rejects.toThrow();
  });
});
