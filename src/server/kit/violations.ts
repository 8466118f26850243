import "server-only";
import type { DomainError } from "@/core/kit/errors";
import { domainError } from "@/core/kit/errors";

/** A rule of the database that a write broke. */
export interface Violation {
  readonly sqlState: string;
  /** Name of the constraint, where the database said it. */
  readonly constraint: string | null;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const SQL_STATES: Readonly<Record<string, string>> = { P2002: "23505", P2003: "23503", P2039: "23P01", P2034: "40001" };
const QUOTED_CONSTRAINT = /constraint "([^"]+)"/;

/** What the driver said. An error of COMMIT itself comes as the driver's own, any other inside of Prisma's. */
function driverCause(error: unknown): Record<string, unknown> {
  if (record(error).name === "DriverAdapterError") return record(record(error).cause);
  const meta = record(record(error).meta);
  return record(record(meta.driverAdapterError).cause);
}

/** Reads what Prisma or the driver threw. Null: not a violation. */
export function readViolation(error: unknown): Violation | null {
  const cause = driverCause(error);
  const known = SQL_STATES[String(record(error).code)];
  const sqlState = String(cause.originalCode ?? cause.code ?? known ?? record(error).code ?? "");
  const resolved = /^(23|40)[0-9A-Z]{3}$/.test(sqlState) ? sqlState : known;
  if (resolved === undefined) return null;
  const named = record(cause.constraint).index ?? cause.constraint;
  const text = String(cause.originalMessage ?? cause.message ?? record(error).message ?? "");
  const constraint = typeof named === "string" ? named : (QUOTED_CONSTRAINT.exec(text)?.[1] ?? null);
  return { sqlState: resolved, constraint };
}

/** Two transactions got in each other's way; the same work may well succeed a moment later. */
export function isRetryable(violation: Violation): boolean {
  return violation.sqlState === "40001" || violation.sqlState === "40P01";
}

/**
 * The domain error for a broken rule: the command's own for that constraint, else a plain conflict
 * for keys and exclusions. Null for checks and foreign keys without a name in the list: those are bugs.
 */
export function violationError(
  violation: Violation,
  named: Readonly<Record<string, DomainError>> | undefined,
): DomainError | null {
  const own = violation.constraint === null ? undefined : named?.[violation.constraint];
  if (own !== undefined) return own;
  if (isRetryable(violation)) return domainError("conflict", "kit.try_again");
  return violation.sqlState === "23505" || violation.sqlState === "23P01" ? domainError("conflict", "kit.conflict") : null;
}

const OUTAGE_CODES = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "ECONNREFUSED", "ECONNRESET", "57P01", "57P03", "53300"]);

/** Whether the database can't be reached at all, which is an outage and not a bug. */
export function isOutage(error: unknown): boolean {
  const cause = driverCause(error);
  const name = String(record(error).name);
  if (name === "PrismaClientInitializationError") return true;
  const codes = [record(error).code, cause.originalCode, cause.code, cause.kind, record(record(error).cause).code];
  if (codes.some((code) => OUTAGE_CODES.has(String(code)))) return true;
  return /DatabaseNotReachable|ConnectionClosed|SocketTimeout|Connection terminated|not queryable|timeout exceeded when trying to connect/.test(
    `${String(cause.kind)} ${String(record(error).message)}`,
  );
}
