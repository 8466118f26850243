import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Prisma } from "@/generated/prisma/client";
import { config } from "./config";

/** What a query runs on: a transaction, or the client itself where nothing is written. */
export type Tx = Prisma.TransactionClient;

const held = globalThis as typeof globalThis & { bedsideDb?: PrismaClient };

/** The process's one database client, kept over hot reloads. */
export function db(): PrismaClient {
  return (held.bedsideDb ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: config().DATABASE_URL,
      max: config().BEDSIDE_DB_POOL ?? 10,
      connectionTimeoutMillis: 5000,
      application_name: "bedside",
    }),
  }));
}

/** Closes the client; the next {@link db} opens another. For tests and for shutting down. */
export async function closeDb(): Promise<void> {
  const client = held.bedsideDb;
  held.bedsideDb = undefined;
  await client?.$disconnect();
}
