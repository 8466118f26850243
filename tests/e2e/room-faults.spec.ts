import { chromium, type Browser, type BrowserContext, type Page } from "@playwright/test";
import pg from "pg";
import { registers } from "@/core/room/registers";
import { BROWSER_FLAGS } from "../../scripts/testing/browser-flags.mjs";
import { bookSoon } from "../support/desk-steps";
import { signInAs } from "../support/e2e";
import { DatabaseOutage, expectReadiness, mayBreakDatabase } from "../support/outage";
import { arriveByCalls } from "../support/arrive";
import { admitByCall, openHarness, type HarnessLook, type LineFaults, type Traffic } from "../support/room-harness";
import { ProductProcesses } from "../support/room-harness-processes";
import { expect, test } from "../support/test";
import { inventPatient } from "../support/visit-steps";

/** How long both are cut off from everything; BEDSIDE_TEST_CUT_S=30 makes it as long as the media server remembers nobody. */
const CUT_MS = Number(process.env.BEDSIDE_TEST_CUT_S ?? 8) * 1000;
const CUT_EDITS = 200;
const GOOD_LINE: LineFaults = { loss: 0, duplication: 0, reordering: 0, maxDelayMs: 0 };
const BAD_LINE: LineFaults = { loss: 0.2, duplication: 0.1, reordering: 0.3, maxDelayMs: 300 };
const PATIENCE = { timeout: 120_000, intervals: [100, 250, 500] };
const FORGER_SCRIPT = "tests/support/room-harness-forger.ts";

interface Seat {
  readonly page: Page;
  readonly as: string;
  readonly actor: number;
}

const look = ({ page }: Seat): Promise<HarnessLook> => page.evaluate(() => window.roomHarness.look());
const traffic = ({ page }: Seat): Promise<Traffic> => page.evaluate(() => window.roomHarness.traffic());
const edit = ({ page, actor }: Seat, count: number, everyMs: number): Promise<void> =>
  page.evaluate((plan) => window.roomHarness.edit(plan), { count, everyMs, salt: "abcdefgh"[actor % 8] ?? "z" });
const seenOf = (sum: Pick<HarnessLook, "seen">, actor: number): number => sum.seen.find(([each]) => each === actor)?.[1] ?? 0;

async function sit(context: BrowserContext, visitId: string, as: string): Promise<Seat> {
  const page = await openHarness(context);
  const { actor } = await page.evaluate(([id, claim]) => window.roomHarness.enter(id, claim), [visitId, as] as const);
  return { page, as, actor };
}

/** The seat is in: it has the scene, and what others do comes straight to it. */
async function expectLive(seats: readonly Seat[]): Promise<void> {
  for (const seat of seats) {
    await expect.poll(async () => (({ loaded, live, people }) => ({ loaded, live, people }))(await look(seat)), PATIENCE).toEqual({ loaded: true, live: true, people: 2 });
  }
}

/** Every page holds the same, so does whoever builds the scene from the server's log, and nothing waits to be saved. */
async function expectAgreement(visitId: string, seats: readonly Seat[]): Promise<HarnessLook> {
  const compare = async () => {
    const looks = await Promise.all(seats.map(look));
    const [{ page, as }] = seats as readonly [Seat];
    const server = await page.evaluate(([id, claim]) => window.roomHarness.readServer(id, claim), [visitId, as] as const).catch(() => ({ hash: "away" }));
    return { scenes: new Set([...looks, server].map(({ hash }) => hash)).size, waiting: looks.reduce((sum, { waiting }) => sum + waiting, 0) };
  };
  await expect.poll(compare, PATIENCE).toEqual({ scenes: 1, waiting: 0 });
  return look(seats[0]!);
}

/** What one writes, the other reads. */
async function expectHeard(from: Seat, to: Seat, value: number): Promise<void> {
  const register = registers.explode("heart");
  expect(await from.page.evaluate(([name, share]) => window.roomHarness.write(name, share), [register, value] as const)).toBe(true);
  const heard = async () => ({ value: await to.page.evaluate((name) => window.roomHarness.read(name), register), from: (await look(from)).line, to: (await look(to)).line });
  await expect.poll(heard, PATIENCE).toMatchObject({ value });
}

const since = (then: Traffic, now: Traffic): object => Object.fromEntries(Object.entries(now).map(([name, bytes]) => [name, bytes - then[name as keyof Traffic]]));
const tell = (what: string, figures: object): boolean => process.stdout.write(`    ${what}: ${JSON.stringify(figures)}\n`);

/** Rows of the log that the database holds for each page load. */
async function readLog(visitId: string): Promise<Map<number, { count: number; last: number }>> {
  const client = new pg.Client({ connectionString: process.env.BEDSIDE_TEST_DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ actor: number; count: number; last: number }>(
      "select actor, count(*)::int, max(seq)::int as last from scene_op where visit_id = $1 group by actor",
      [visitId],
    );
    return new Map(rows.map(({ actor, count, last }) => [actor, { count, last }]));
  } finally {
    await client.end();
  }
}

test.describe("the shared scene through every fault", () => {
  test.skip(!mayBreakDatabase(), "kills servers: needs a product of its own, as npm test starts one");
  test.setTimeout(600_000);
  const processes = new ProductProcesses(process.env.BEDSIDE_TEST_STATE_DIR ?? "");
  const outage = mayBreakDatabase() ? new DatabaseOutage() : null;
  const own: { kill: () => Promise<void> }[] = [];

  test.afterEach(async ({ page }) => {
    processes.thaw();
    outage?.end();
    for (const each of own.splice(0)) await each.kill();
    await expectReadiness(page, 200);
  });

  /** A browser with processes of its own, which may be killed. */
  async function ownBrowser(): Promise<{ browser: Browser; kill: () => Promise<void> }> {
    const server = await chromium.launchServer({ executablePath: process.env.BEDSIDE_CHROMIUM || undefined, args: BROWSER_FLAGS });
    const started = { browser: await chromium.connect(server.wsEndpoint()), kill: () => server.kill() };
    own.push(started);
    return started;
  }

  /** An admitted visit: the clinician in the test's own browser, the patient, an hour ahead of everybody, in theirs. */
  async function beginVisit(browser: Browser) {
    const settings = { bypassCSP: true, baseURL: process.env.BEDSIDE_TEST_URL };
    const [staffContext, { browser: theirs, kill }] = [await browser.newContext(settings), await ownBrowser()];
    const patientContext = await theirs.newContext(settings);
    await patientContext.addInitScript(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 3_600_000;
    });
    const somebody = inventPatient();
    const desk = await staffContext.newPage();
    const { clinician } = await bookSoon(desk, somebody);
    const visitId = await arriveByCalls(patientContext, somebody.email);
    await signInAs(desk, clinician);
    await desk.close();
    await admitByCall(staffContext, visitId);
    const staff = await sit(staffContext, visitId, "session");
    const patient = await sit(patientContext, visitId, `visit:${visitId}`);
    await expectLive([staff, patient]);
    return { visitId, staff, patient, staffContext, patientContext, settings, kill };
  }

  test("ROOM-1, ROOM-6, ROOM-12, ROOM-13, ROOM-70, ROOM-71: cut off, with servers killed and lines half dead, both sides and the server end with one scene", async ({ browser }) => {
    const { visitId, staff, patient, patientContext } = await beginVisit(browser);
    const both = [staff, patient];
    const written = new Map(both.map(({ actor }) => [actor, 0]));
    const editBoth = async (count: number, everyMs: number, meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> => {
      for (const { actor } of both) written.set(actor, (written.get(actor) ?? 0) + count);
      await Promise.all([...both.map((seat) => edit(seat, count, everyMs)), meanwhile()]);
    };

    await test.step("side by side", async () => {
      await editBoth(20, 30);
      await expectAgreement(visitId, both);
    });

    await test.step("over a line that loses a fifth, doubles a tenth and delays a third", async () => {
      const handedOver = async ({ page }: Seat, faults: LineFaults): Promise<number> =>
        (await page.evaluate(([how, seed]) => window.roomHarness.mistreat(how, seed), [faults, 7] as const)).handedOver;
      const before = await Promise.all(both.map((seat) => handedOver(seat, BAD_LINE)));
      await editBoth(60, 25);
      const fromMs = performance.now();
      await expectAgreement(visitId, both);
      tell("alike after the last edit on a bad line", { equalMs: Math.round(performance.now() - fromMs) });
      const after = await Promise.all(both.map((seat) => handedOver(seat, GOOD_LINE)));
      for (const [at, count] of after.entries()) expect(count - (before[at] ?? 0)).toBeGreaterThanOrEqual(60);
    });

    await test.step("somebody reads nothing for seconds, and has it all afterwards", async () => {
      await patient.page.evaluate(() => window.roomHarness.holdReads(3000));
      await editBoth(40, 25);
      await expectAgreement(visitId, both);
      await expectHeard(staff, patient, 0.875);
    });

    await test.step("without the database the line carries it all, and it is saved afterwards", async () => {
      outage?.begin();
      await editBoth(40, 25);
      await expectHeard(patient, staff, 0.75);
      expect((await look(patient)).waiting).toBeGreaterThan(0);
      outage?.end();
      await expectAgreement(visitId, both);
    });

    await test.step(`${CUT_MS / 1000} s without any line, 200 edits on each side`, async () => {
      processes.freeze("livekit");
      await patientContext.setOffline(true);
      await editBoth(CUT_EDITS, CUT_MS / CUT_EDITS);
      const [ours, theirs] = await Promise.all(both.map(look));
      expect(ours?.hash).not.toBe(theirs?.hash);
      const before = await traffic(patient);
      const fromMs = performance.now();
      processes.thaw();
      await patientContext.setOffline(false);
      await expectAgreement(visitId, both);
      const equalMs = Math.round(performance.now() - fromMs);
      tell("repair after the cut, bytes of the patient's page", { equalMs, ...since(before, await traffic(patient)) });
      await expectLive(both);
      await expectHeard(staff, patient, 0.25);
      await expectHeard(patient, staff, 0.5);
    });

    await test.step("the app server is killed and comes back", async () => {
      await editBoth(60, 25, async () => processes.kill("web"));
      await expectAgreement(visitId, both);
    });

    await test.step("the media server is killed and comes back", async () => {
      const rooms = (await look(patient)).rooms;
      await editBoth(60, 25, async () => processes.kill("livekit"));
      await expectLive(both);
      await expectAgreement(visitId, both);
      await expectHeard(staff, patient, 0.125);
      tell("rooms joined anew after the media server's death", { patient: (await look(patient)).rooms - rooms });
    });

    await test.step("a line that is connected and brings nothing any more is given up for a fresh one", async () => {
      const { rooms } = await look(patient);
      await patient.page.evaluate(() => window.roomHarness.deafen());
      await editBoth(20, 25);
      await expect.poll(async () => (await look(patient)).rooms, PATIENCE).toBeGreaterThan(rooms);
      await expectLive(both);
      await expectAgreement(visitId, both);
      await expectHeard(staff, patient, 0.375);
    });

    await test.step("a line that takes everything and delivers nothing loses nothing, and is given up at the others' word", async () => {
      const { rooms } = await look(staff);
      await staff.page.evaluate(() => window.roomHarness.mute());
      await editBoth(20, 25);
      await expectAgreement(visitId, both);
      await expect.poll(async () => (await look(staff)).rooms, PATIENCE).toBeGreaterThan(rooms);
      await expectLive(both);
      await expectHeard(staff, patient, 0.625);
    });

    await test.step("every edit is in the log once", async () => {
      const end = await expectAgreement(visitId, both);
      const log = await readLog(visitId);
      for (const { actor } of both) {
        const { count = 0, last = 0 } = log.get(actor) ?? {};
        expect(count).toBe(last);
        expect(last).toBe(seenOf(end, actor));
        expect(last).toBeGreaterThanOrEqual(written.get(actor) ?? Infinity);
      }
    });
  });

  test("ROOM-6, ROOM-13: who is killed in the middle of a drag loses nothing that was acknowledged, and who comes late has it all", async ({ browser }) => {
    const clinicians = await ownBrowser();
    const { visitId, staff, patient, patientContext, settings, kill } = await beginVisit(clinicians.browser);
    const tab = await sit(patientContext, visitId, patient.as);
    const all = [staff, patient, tab];

    await test.step("two tabs of one person and the clinician work at once", async () => {
      await Promise.all(all.map((seat) => edit(seat, 30, 25)));
      await expectAgreement(visitId, all);
    });

    const cookies = await patientContext.storageState();
    // Each edits on until their browser dies; how much of theirs the server has acknowledged by then.
    const dieMidEdit = async (seats: readonly Seat[], die: () => Promise<unknown>): Promise<{ actor: number; seq: number }[]> => {
      const acked = async (seat: Seat) => (({ seen, waiting }) => ({ actor: seat.actor, seq: seenOf({ seen }, seat.actor) - waiting }))(await look(seat));
      const before = new Map((await Promise.all(seats.map(acked))).map(({ actor, seq }) => [actor, seq]));
      for (const { page, actor } of seats) await page.evaluate((salt) => window.roomHarness.keepEditing({ count: 2000, everyMs: 15, salt }), "klmnopqr"[actor % 8] ?? "k");
      for (const seat of seats) await expect.poll(async () => (await acked(seat)).seq - (before.get(seat.actor) ?? 0), PATIENCE).toBeGreaterThan(30);
      const last = await Promise.all(seats.map(acked));
      await die();
      return last;
    };
    const acknowledged = await test.step("their browser dies mid-edit", () => dieMidEdit([patient, tab], kill));

    const theirs = await ownBrowser();
    const late = await test.step("the server has what it acknowledged; a late page and the clinician's hold the same", async () => {
      const late = await sit(await theirs.browser.newContext({ ...settings, storageState: cookies }), visitId, patient.as);
      const server = () => staff.page.evaluate((id) => window.roomHarness.readServer(id, "session"), visitId);
      await expect.poll(async () => new Set((await Promise.all([staff, late].map(look))).map(({ hash }) => hash)).size, PATIENCE).toBe(1);
      const [held, stored] = [await look(staff), await server()];
      for (const { actor, seq } of acknowledged) expect(seenOf(stored, actor)).toBeGreaterThanOrEqual(seq);
      const unsaved = acknowledged.map(({ actor }) => seenOf(held, actor) - seenOf(stored, actor));
      tell("edits that the killed browser had not got saved and the others had heard", { unsaved });
      if (Math.max(...unsaved) === 0) expect(held.hash).toBe(stored.hash);
      await Promise.all([edit(staff, 10, 25), edit(late, 10, 25)]);
      await expect.poll(async () => new Set((await Promise.all([staff, late].map(look))).map(({ hash }) => hash)).size, PATIENCE).toBe(1);
      for (const [, { count, last }] of await readLog(visitId)) expect(count).toBe(last);
      return late;
    });

    await test.step("all browsers die at once mid-edit, and who comes then finds all that was acknowledged", async () => {
      const all = await dieMidEdit([staff, late], () => Promise.all([clinicians.kill(), theirs.kill()]));
      const fresh = await sit(await browser.newContext({ ...settings, storageState: cookies }), visitId, patient.as);
      await expect.poll(async () => (await look(fresh)).loaded, PATIENCE).toBe(true);
      await expectAgreement(visitId, [fresh]);
      const held = await look(fresh);
      for (const { actor, seq } of [...acknowledged, ...all]) expect(seenOf(held, actor)).toBeGreaterThanOrEqual(seq);
      for (const [, { count, last }] of await readLog(visitId)) expect(count).toBe(last);
    });
  });

  test("ROOM-7, ROOM-19, ROOM-50, ROOM-51: whoever holds the room's key and forges changes nothing, anywhere", async ({ browser }) => {
    const { visitId, staff, patient, patientContext } = await beginVisit(browser);
    const honest = [staff, patient];
    const page = await openHarness(patientContext, FORGER_SCRIPT);
    const forger = await page.evaluate(([id, as]) => window.roomForger.enter(id, as), [visitId, patient.as] as const);
    const marker = registers.visible("heart", "marker");
    const readBy = (seat: Seat, register: string) => seat.page.evaluate((name) => window.roomHarness.read(name), register);
    const roomsOf = async () => (await Promise.all(honest.map(look))).map(({ rooms }) => rooms);
    // A packet may get lost where a line is renewed; the same edit is sent until it is there.
    const say = async (value: boolean): Promise<void> => {
      await page.evaluate(([name, flag]) => window.roomForger.honest(name, flag), [marker, value] as const);
      await expect(async () => {
        await page.evaluate(() => window.roomForger.again());
        await expect.poll(() => Promise.all(honest.map((seat) => readBy(seat, marker))), { timeout: 3000 }).toEqual([value, value]);
      }).toPass(PATIENCE);
    };
    // The clinician's page writes, so that there is something to replay.
    await edit(staff, 30, 25);
    await expectAgreement(visitId, honest);
    const before = await look(staff);

    await test.step("what the same page writes honestly, by the same way, counts", () => say(false));
    const kinds = await page.evaluate(() => window.roomForger.kinds());
    let said = 1;
    await test.step("what it forges arrives before what it writes honestly after, and nothing of it counts", async () => {
      // Over one and the same line, packets come in the order in which they were sent.
      for (let rooms: number[] = []; String(rooms) !== String(await roomsOf()); said += 1) {
        rooms = await roomsOf();
        for (const kind of kinds) await page.evaluate((each) => window.roomForger.forge(each), kind);
        await say(said % 2 === 1);
      }
      for (const seat of honest) {
        for (const kind of kinds) expect(await readBy(seat, registers.visible("heart", `forged-${kind}`)), kind).toBeNull();
        expect(await readBy(seat, registers.policy)).toBeNull();
        expect(seenOf(await look(seat), staff.actor)).toBe(seenOf(before, staff.actor));
        expect(await seat.page.evaluate(() => window.roomHarness.heads())).not.toContain(forger.actor);
      }
    });

    await test.step("nor does the server store it", async () => {
      expect(await page.evaluate(() => window.roomForger.pushForged())).not.toContain("taken");
      await page.evaluate(() => window.roomForger.store());
      await edit(patient, 5, 25);
      const end = await expectAgreement(visitId, honest);
      expect(seenOf(end, forger.actor)).toBe(said);
    });
  });
});
