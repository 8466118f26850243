import "server-only";
import type { Prisma } from "@/generated/prisma/client";

/** Grants by which somebody may act now: accepted, begun, not ended, not taken back. */
export function standingProxy(now: Date): Prisma.ProxyWhereInput {
  return { acceptedAt: { not: null }, revokedAt: null, startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
}
