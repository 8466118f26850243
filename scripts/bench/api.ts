// What policy, audit and sealing cost: the ten commonest reads and writes of the built product, each against the
// same statement in a bare route of the same server, at 1, 16 and 64 clients; then the reads again over a large
// database. `-- api --small` is a quick check that all of it runs; `-- api --only <name>` measures what one operation costs.
import { randomBytes } from "node:crypto";
import { cpus, loadavg } from "node:os";
import pg from "pg";
import { buildProduct } from "../launch/build.mjs";
import { stateFolder } from "../launch/state.mjs";
import { startProductForTests } from "../testing/product.mjs";
import { timeRequests, type Shot, type Timing } from "./_api-load";
import { addAudit, addPatients, makePractice, type BenchPractice } from "./_api-people";

interface Operation {
  readonly kind: "read" | "write";
  readonly name: string;
  readonly statement: string;
  readonly input: (practice: BenchPractice, client: number, turn: number) => unknown;
  readonly values: (practice: BenchPractice, client: number, turn: number) => readonly unknown[];
}

const pick = <T>(list: readonly T[], client: number, turn: number): T => list[(client * 131 + turn) % list.length]!;
const patientOf = (practice: BenchPractice, client: number, turn: number): string => pick(practice.patientIds, client, turn);
const accountOf = (practice: BenchPractice, client: number, turn: number): string => pick(practice.accountIds, client, turn);
const dayBounds = (): readonly string[] => {
  const day = new Date().toISOString().slice(0, 10);
  return [`${day}T00:00:00Z`, new Date(Date.parse(day) + 86_400_000).toISOString()];
};
const letters = (number: number): string => number.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)]!);
let made = 0;
/** Birth dates as they are spread in a practice: some five thousand of them, before one comes again. */
const birthDateOf = (number: number): string => `19${30 + (number % 61)}-${String(1 + (number % 12)).padStart(2, "0")}-${String(1 + (number % 28)).padStart(2, "0")}`;

/** Versions of patients as the bench last left them: a change rests on the newest. */
const versions = new Map<string, number>();
function nextVersion(patientId: string): number {
  const version = versions.get(patientId) ?? 1;
  versions.set(patientId, version + 1);
  return version;
}
/** Each client changes patients that no other touches, so that no change is late. */
const ownPatient = (practice: BenchPractice, client: number): string => practice.patientIds[practice.patientIds.length - 1 - client]!;

const OPERATIONS: readonly Operation[] = [
  { kind: "read", name: "scheduling/day", statement: "day", input: () => ({}), values: (p) => [p.practiceId, ...dayBounds()] },
  { kind: "read", name: "people/search-patients", statement: "search", input: (_, c, t) => ({ text: pick(["marielno", "benjovel", "quirosta", "shakilo"], c, t) }), values: (p, c, t) => [p.practiceId, pick(["marielno", "benjovel", "quirosta", "shakilo"], c, t)] },
  { kind: "read", name: "people/patient-page", statement: "patient", input: (p, c, t) => ({ patientId: patientOf(p, c, t) }), values: (p, c, t) => [p.practiceId, patientOf(p, c, t)] },
  { kind: "read", name: "people/details", statement: "details", input: (p, c, t) => ({ patientId: patientOf(p, c, t) }), values: (p, c, t) => [p.practiceId, patientOf(p, c, t)] },
  { kind: "read", name: "practice/overview", statement: "overview", input: () => ({}), values: (p) => [p.practiceId] },
  { kind: "read", name: "people/list-staff", statement: "staff", input: () => ({}), values: (p) => [p.practiceId] },
  { kind: "read", name: "access/list-sessions", statement: "sessions", input: () => ({}), values: (p, c, t) => [accountOf(p, c, t)] },
  {
    kind: "write", name: "people/register-patient", statement: "register",
    input: () => ({ givenName: `Bench${letters(++made)}`, familyName: `Q${letters(made * 7919)}`, birthDate: birthDateOf(made), locale: "en", zone: "Europe/Zurich" }),
    values: (p) => [p.practiceId, `Bench${letters(++made)}`, `Q${letters(made * 7919)}`],
  },
  { kind: "write", name: "people/change-details", statement: "change", input: (p, c, t) => ({ patientId: ownPatient(p, c), version: nextVersion(ownPatient(p, c)), changes: { phone: `+41 44 555 ${String(1000 + (t % 9000))}` } }), values: (p, c) => [p.patientIds[500 + c]!, "+41445550000"] },
  { kind: "write", name: "access/stay-signed-in", statement: "stay", input: () => ({}), values: (p, c, t) => [accountOf(p, c, t)] },
];

interface Setting {
  readonly url: string;
  readonly secret: string;
  readonly practice: BenchPractice;
  readonly client: pg.Client;
}

/** Limits are taken away before each measurement: what is refused is no figure. */
async function measure({ url, secret, practice, client }: Setting, operation: Operation, clients: number, forMs: number): Promise<{ ours: Timing; bare: Timing }> {
  await client.query("delete from rate_bucket");
  const ours = (c: number, t: number): Shot => ({ path: `/api/${operation.name}`, body: operation.input(practice, c, t), headers: { cookie: pick(practice.cookies, c, t), "x-forwarded-for": `10.0.${c}.${t % 250}` } });
  const bare = (c: number, t: number): Shot => ({ path: "/api/bench", body: { statement: operation.statement, values: operation.values(practice, c, t) }, headers: { "x-bedside-bench": secret } });
  // First a moment of each, so that neither pays for being first.
  await timeRequests(url, clients, forMs / 4, bare);
  await timeRequests(url, clients, forMs / 4, ours);
  return { bare: await timeRequests(url, clients, forMs, bare), ours: await timeRequests(url, clients, forMs, ours) };
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
const two = (value: number): number => Math.round(value * 100) / 100;
const countAudit = async (client: pg.Client): Promise<number> => Number(((await client.query("select count(*) as n from audit_entry")).rows[0] as { n: string }).n);

interface Row {
  readonly operation: Operation;
  readonly clients: number;
  readonly ours: Timing;
  readonly bare: Timing;
}

function print({ operation, clients, ours, bare }: Row): void {
  const cell = (value: number): string => String(value).padStart(9);
  console.log(`${operation.name.padEnd(26)}${cell(clients)}${cell(ours.p50Ms)}${cell(ours.p95Ms)}${cell(ours.perSecond)}${cell(bare.p50Ms)}${cell(bare.p95Ms)}${cell(bare.perSecond)}${cell(two(ours.p50Ms / bare.p50Ms))}`);
}

/** How many rows of the audit reads of a record leave in a second, at the most clients. */
async function auditRate(setting: Setting, clients: number, forMs: number): Promise<number> {
  const operation = OPERATIONS.find(({ name }) => name === "people/patient-page")!;
  await setting.client.query("delete from rate_bucket");
  const [before, from] = [await countAudit(setting.client), performance.now()];
  await timeRequests(setting.url, clients, forMs, (c, t) => ({ path: `/api/${operation.name}`, body: operation.input(setting.practice, c, t), headers: { cookie: pick(setting.practice.cookies, c, t) } }));
  return Math.round(((await countAudit(setting.client)) - before) / ((performance.now() - from) / 1000));
}

/** Reads over the large database against the same over the small one, one client each. */
async function largeRatios(setting: Setting, size: { patients: number; audit: number }, forMs: number): Promise<Readonly<Record<string, number>>> {
  const reads = OPERATIONS.filter(({ kind }) => kind === "read");
  const small = new Map<string, number>();
  for (const read of reads) small.set(read.name, (await measure(setting, read, 1, forMs)).ours.p50Ms);
  await addPatients(setting.client, setting.practice.practiceId, size.patients);
  await addAudit(setting.client, setting.practice, size.audit);
  await setting.client.query("vacuum analyze");
  const ratios: Record<string, number> = {};
  for (const read of reads) {
    const large = (await measure(setting, read, 1, forMs)).ours.p50Ms;
    ratios[read.name] = two(large / small.get(read.name)!);
    console.log(`${read.name.padEnd(26)} small ${small.get(read.name)} ms, large ${large} ms, ${ratios[read.name]}×`);
  }
  return ratios;
}

/** Runs the whole bench. */
export async function run(options: readonly string[]) {
  const isSmall = options.includes("--small");
  const only = options.includes("--only") ? options[options.indexOf("--only") + 1] ?? null : null;
  if (only !== null && !OPERATIONS.some(({ name }) => name === only)) throw new Error(`--only: one of ${OPERATIONS.map(({ name }) => name).join(", ")}`);
  const [forMs, levels] = isSmall ? [400, [1, 4]] : [4_000, [1, 16, 64]];
  const size = isSmall ? { patients: 2_000, audit: 5_000 } : { patients: 100_000, audit: 1_000_000 };
  const secret = randomBytes(24).toString("hex");
  process.env.BEDSIDE_BENCH_SECRET = secret;
  const build = process.env.BEDSIDE_BUILD_DIR ?? ((await buildProduct({ state: stateFolder(), watchdog: undefined, demo: true })) as { dir: string }).dir;
  const loadBefore = two(loadavg()[0]!);
  const product = await startProductForTests({ build, port: 3850, withRecord: false });
  const client = new pg.Client({ connectionString: product.database as string });
  try {
    await client.connect();
    const practice = await makePractice(client, product.stateDir, 400, 1_000);
    await client.query("analyze");
    const setting: Setting = { url: product.url as string, secret, practice, client };
    console.log(`${"".padEnd(26)}${["clients", "p50 ms", "p95 ms", "per s", "bare p50", "bare p95", "bare/s", "ratio"].map((head) => head.padStart(9)).join("")}`);
    const rows: Row[] = [];
    for (const operation of OPERATIONS.filter(({ name }) => only === null || name === only)) {
      for (const clients of levels) {
        const row = { operation, clients, ...(await measure(setting, operation, clients, forMs)) };
        rows.push(row);
        print(row);
      }
    }
    const ratioOf = (kind: Operation["kind"]): number => two(median(rows.filter((row) => row.operation.kind === kind).map((row) => row.ours.p50Ms / row.bare.p50Ms)));
    if (only !== null) return { only, ratio: two(median(rows.map((row) => row.ours.p50Ms / row.bare.p50Ms))), cores: cpus().length, loadBefore };
    const auditPerSecond = await auditRate(setting, levels.at(-1)!, forMs);
    const large = await largeRatios(setting, size, forMs);
    return { readRatio: ratioOf("read"), writeRatio: ratioOf("write"), auditPerSecond, largeRatio: Math.max(...Object.values(large)), large, size, isSmall, cores: cpus().length, loadBefore };
  } finally {
    await client.end();
    await product.stop();
  }
}
