import "server-only";
import { z } from "zod";
import { ApiScope, type Actor } from "@/core/access/actor";
import { ApiClientId, PracticeId } from "@/core/kit/ids";
import { db } from "../kit/db";
import { hashSecret } from "./secrets";

/** `bds_` and 256 bits; kept by its hash under the purpose `api-client`. */
const BEARER = /^Bearer (bds_[\w-]{43})$/;
const USE_NOTED_EVERY_MS = 60_000;

/** Which program a bearer secret names; nobody where it is unknown, ended or taken back. */
export async function resolveIntegration(header: string, nowMs: number): Promise<Actor> {
  const secret = BEARER.exec(header)?.[1];
  if (secret === undefined) return { kind: "public" };
  const row = await db().apiClient.findUnique({ where: { secretHash: hashSecret("api-client", secret) } });
  const stands = row !== null && row.revokedAt === null && (row.expiresAt === null || nowMs < row.expiresAt.getTime());
  if (!stands) return { kind: "public" };
  if (row.lastUsedAt === null || nowMs - row.lastUsedAt.getTime() >= USE_NOTED_EVERY_MS) {
    await db().apiClient.updateMany({ where: { id: row.id, revokedAt: null }, data: { lastUsedAt: new Date(nowMs) } });
  }
  return {
    kind: "integration",
    practiceId: PracticeId.parse(row.practiceId),
    clientId: ApiClientId.parse(row.id),
    scopes: z.array(ApiScope).parse(row.scopes),
    name: row.name,
  };
}
