import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Prisma } from "@/generated/prisma/client";
import { config } from "./config";
import { FoldingClient } from "./folding-client";
import { statementNames } from "./statement-names";

/** What a query runs on: a transaction, or the client itself where nothing is written. */
export type Tx = Prisma.TransactionClient;

const held = globalThis as typeof globalThis & { bedsideDb?: PrismaClient; bedsideKeyDb?: PrismaClient };

function open(max: number): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: config().DATABASE_URL,
        max,
        connectionTimeoutMillis: 5000,
        application_name: "bedside",
        // What a connection is given without waiting in between, it sends without waiting in between.
        pipeline: true,
        Client: FoldingClient,
      },
      { statementNameGenerator: statementNames() },
    ),
  });
}

/** The process's one database client, kept over hot reloads. */
export function db(): PrismaClient {
  return (held.bedsideDb ??= open(config().BEDSIDE_DB_POOL ?? 10));
}

/**
 * A connection or two beside the pool, for keys that are looked up in the middle of a transaction:
 * were they to wait for the pool, transactions that hold all of it would wait for themselves.
 */
export function keyDb(): PrismaClient {
  return (held.bedsideKeyDb ??= open(2));
}

/** Closes the clients; the next {@link db} opens another. For tests and for shutting down. */
export async function closeDb(): Promise<void> {
  const clients = [held.bedsideDb, held.bedsideKeyDb];
  held.bedsideDb = undefined;
  held.bedsideKeyDb = undefined;
  await Promise.all(clients.map((client) => client?.$disconnect()));
}
