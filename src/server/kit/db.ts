import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient, type Prisma } from "@/generated/prisma/client";
import { config } from "./config";
import { beginning, FoldingClient, type Begun } from "./folding-client";
import { statementNames } from "./statement-names";

/** What a query runs on: a transaction, or the client itself where nothing is written. */
export type Tx = Prisma.TransactionClient;

/** A client of Prisma's, and the connections that it uses. */
interface Opened {
  readonly client: PrismaClient;
  readonly pool: pg.Pool;
}

const held = globalThis as typeof globalThis & { bedsideDb?: Opened; bedsideKeyDb?: Opened };

function open(max: number): Opened {
  const pool = new pg.Pool({
    connectionString: config().DATABASE_URL,
    max,
    connectionTimeoutMillis: 5000,
    application_name: "bedside",
    // What a connection is given without waiting in between, it sends without waiting in between.
    pipeline: true,
    Client: FoldingClient,
  });
  // A connection that breaks while nobody uses it is gone from the pool; whoever asks next gets another, or hears why not.
  pool.on("error", () => undefined);
  return { pool, client: new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: statementNames() }) }) };
}

const main = (): Opened => (held.bedsideDb ??= open(config().BEDSIDE_DB_POOL ?? 10));

/** The process's one database client, kept over hot reloads. */
export function db(): PrismaClient {
  return main().client;
}

/** A statement that stays prepared on each connection under its name. */
interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * Runs one statement, in no transaction, without Prisma: for those that every request makes, as what goes on around a
 * statement there takes as long as the statement. Values are the driver's: dates, bytes, numbers, text.
 */
export async function runNamed<Row extends pg.QueryResultRow>(statement: NamedStatement, values: readonly unknown[]): Promise<readonly Row[]> {
  return (await main().pool.query<Row>({ ...statement, values: [...values] })).rows;
}

/** Where transactions that were begun by {@link inTransaction} run. */
const places = new WeakMap<Tx, Begun>();

/** Does some work in a transaction: as Prisma's own, but {@link runWithin} knows its connection. */
export function inTransaction<T>(work: (tx: Tx) => Promise<T>, options: { maxWait: number; timeout: number; isolationLevel?: "Serializable" }): Promise<T> {
  const begun: Begun = { client: null };
  return beginning.run(begun, () =>
    db().$transaction((tx) => {
      places.set(tx, begun);
      return work(tx);
    }, options),
  );
}

/**
 * Runs one statement within a transaction, without Prisma where it was begun by {@link inTransaction}: for those that most
 * commands make. What it gives back must look the same by Prisma and by the driver: text, whole numbers, booleans,
 * moments; a date goes as text.
 */
export async function runWithin<Row extends object>(tx: Tx, statement: NamedStatement, values: readonly unknown[]): Promise<readonly Row[]> {
  const begun = places.get(tx);
  const client = begun?.client ?? null;
  if (begun === undefined || client === null) return tx.$queryRawUnsafe<Row[]>(statement.text, ...values);
  // Given up because it took too long: its connection may be somebody else's by now.
  if (!client.isWithin(begun)) throw new Error("the transaction is over");
  return client.rowsOf<Row>({ ...statement, values });
}

/**
 * A connection or two beside the pool, for keys that are looked up in the middle of a transaction:
 * were they to wait for the pool, transactions that hold all of it would wait for themselves.
 */
export function keyDb(): PrismaClient {
  return (held.bedsideKeyDb ??= open(2)).client;
}

/** Closes the clients; the next {@link db} opens another. For tests and for shutting down. */
export async function closeDb(): Promise<void> {
  const all = [held.bedsideDb, held.bedsideKeyDb];
  held.bedsideDb = undefined;
  held.bedsideKeyDb = undefined;
  await Promise.all(
    all.map(async (opened) => {
      await opened?.client.$disconnect();
      await opened?.pool.end();
    }),
  );
}
