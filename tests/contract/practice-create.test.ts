import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAccountToken } from "@/server/access/account-tokens";
import { closeDb, db } from "@/server/kit/db";
import { bundle } from "../../scripts/launch/bundle.mjs";
import { tokenIn } from "../support/people-fixture";
import { waitingMails } from "../support/read-mail";

const dir = join(resolve(import.meta.dirname, "../.."), ".bedside", `test-create-${process.pid}`);
const file = join(dir, "practice-create.mjs");

/** Runs the program as it is shipped: one file, a process of its own, with nobody to ask. */
function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { env: process.env, encoding: "utf8", timeout: 60_000, input: "" });
  return { status, stdout, stderr };
}

const flags = (more: Record<string, string> = {}) =>
  Object.entries({ practice: "Harbour Clinic", zone: "Europe/Zurich", locale: "es", emergency: "144", admin: "Mara Lindqvist", email: "Mara@harbour.example", ...more }).flatMap(([name, value]) => [`--${name}`, value]);

beforeAll(async () => {
  mkdirSync(dir, { recursive: true });
  await bundle("practice-create", file, { demo: true });
});

afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await closeDb();
});

describe("npm run practice:create", () => {
  it("PRC-9: names what is missing or wrong and makes nothing", async () => {
    const none = run();
    expect(none.status).toBe(1);
    for (const name of ["practice", "zone", "locale", "emergency", "admin", "email"]) expect(none.stdout).toContain(`--${name} `);
    const wrong = run(...flags({ zone: "Mars/Base", email: "nobody" }));
    expect(wrong).toMatchObject({ status: 1, stdout: "--zone is the name of a time zone, such as Europe/Zurich\n--email is a mail address\n" });
    expect(run("--colour", "red").status).toBe(2);
    expect(await db().practice.count()).toBe(0);
  });

  it("PRC-9: makes the practice and its admin, prints and mails one link, and makes no second one unasked", async () => {
    const made = run(...flags());
    expect(made).toMatchObject({ status: 0, stderr: "" });
    const token = tokenIn(made.stdout);
    expect(await findAccountToken(db(), token, Date.now())).toMatchObject({ kind: "invite" });
    const practice = await db().practice.findFirstOrThrow({ include: { staff: { include: { account: true } }, services: true } });
    expect(practice).toMatchObject({ name: "Harbour Clinic", locale: "es", zone: "Europe/Zurich", emergencyNumber: "144" });
    expect(practice.staff).toMatchObject([{ roles: ["admin"], displayName: "Mara Lindqvist", account: { email: "mara@harbour.example", passwordHash: null } }]);
    expect(practice.services.map(({ name }) => name).sort()).toEqual(["Primera visita", "Seguimiento"]);
    const [mail] = await waitingMails("mara@harbour.example");
    expect(tokenIn(mail?.text ?? "")).toBe(token);
    expect(mail?.subject).toBe("Le invitan a trabajar en Bedside");
    expect(await db().auditEntry.count({ where: { action: "practice.set_up", practiceId: practice.id, outcome: "done" } })).toBe(1);

    expect(run(...flags({ email: "other@harbour.example" }))).toMatchObject({ status: 1, stdout: expect.stringContaining("There is a practice already") });
    expect(run("--another", ...flags())).toMatchObject({ status: 1, stdout: expect.stringContaining("signs in with this address") });
    expect(run("--another", ...flags({ email: "other@harbour.example" })).status).toBe(0);
    expect(await db().practice.count()).toBe(2);
  });
});
