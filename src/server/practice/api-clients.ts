import "server-only";
import { z } from "zod";
import { ApiScope, practiceOf } from "@/core/access/actor";
import { domainError } from "@/core/kit/errors";
import type { PracticeId } from "@/core/kit/ids";
import { err, ok } from "@/core/kit/result";
import { ApiClientView, clientState, CreateApiClientInput, decideNewClient } from "@/core/practice/api-clients";
import { hashSecret, newSecret } from "../access/secrets";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";

interface Row {
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

const ends = ({ expiresAt, revokedAt }: Row) => ({ expiresAtMs: expiresAt?.getTime() ?? null, revokedAtMs: revokedAt?.getTime() ?? null });

/** The practice's programs, those that ended included. */
export const apiClients = defineQuery({
  name: "practice/api-clients",
  summary: "Programs that use the interface for the practice: scopes, when last used, when over.",
  input: z.strictObject({}),
  output: z.object({ clients: z.array(ApiClientView), zone: z.string() }),
  access: { resource: "api_client", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const [rows, practice] = await Promise.all([
      ctx.tx.apiClient.findMany({ where: { practiceId }, orderBy: { createdAt: "desc" }, take: 200 }),
      ctx.tx.practice.findUniqueOrThrow({ where: { id: practiceId }, select: { zone: true } }),
    ]);
    const clients = rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: z.array(ApiScope).parse(row.scopes),
      hint: row.hint,
      createdAtMs: row.createdAt.getTime(),
      lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
      ...ends(row),
      state: clientState(ends(row), ctx.nowMs),
    }));
    return { view: { clients, zone: practice.zone }, facts: { practiceId } };
  },
});

async function lockClients(tx: Tx, practiceId: PracticeId) {
  await tx.$queryRaw`select 1 from practice where id = ${practiceId}::uuid for no key update`;
  return tx.apiClient.findMany({ where: { practiceId } });
}

/** Makes a program's secret and shows it this once; only its hash is kept (PRC-8). */
export const createApiClient = defineCommand({
  name: "practice/create-api-client",
  summary: "Makes a secret for a program, with what it may do. The secret is shown once.",
  input: CreateApiClientInput,
  output: z.object({ clientId: z.uuid(), secret: z.string(), hint: z.string(), expiresAtMs: z.number().nullable() }),
  load: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const rows = await lockClients(ctx.tx, practiceId);
    return { practiceId, standing: rows.filter((row) => clientState(ends(row), ctx.nowMs) === "standing") };
  },
  access: { resource: "api_client", verb: "create", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "api_client.create", subject: (_input, _state, output) => ({ type: "api_client", id: output?.clientId ?? null }) },
  decide: ({ standing }, input, { nowMs }) => decideNewClient(standing, input, nowMs),
  save: async (ctx, { expiresAtMs }, { practiceId }, { name, scopes }) => {
    if (ctx.actor.kind !== "staff") throw new Error("only staff make programs");
    const secret = `bds_${newSecret()}`;
    const [clientId, hint] = [ctx.ids(), secret.slice(0, 8)];
    const expiresAt = expiresAtMs === null ? null : new Date(expiresAtMs);
    await ctx.tx.apiClient.create({
      data: { id: clientId, practiceId, name, scopes, hint, secretHash: hashSecret("api-client", secret), createdBy: ctx.actor.staffId, createdAt: new Date(ctx.nowMs), expiresAt },
    });
    return { clientId, secret, hint, expiresAtMs };
  },
});

/** Takes a program's secret back; its next request is nobody's. */
export const revokeApiClient = defineCommand({
  name: "practice/revoke-api-client",
  summary: "Takes a program's secret back. It counts for nothing from the next request on.",
  input: z.strictObject({ clientId: z.uuid() }),
  output: z.object({ clientId: z.uuid() }),
  load: async (ctx, { clientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = (await lockClients(ctx.tx, practiceId)).find(({ id }) => id === clientId);
    return row === undefined ? null : { practiceId, row };
  },
  access: { resource: "api_client", verb: "revoke", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "api_client.revoke", subject: ({ clientId }) => ({ type: "api_client", id: clientId }) },
  decide: ({ row }) => (row.revokedAt === null ? ok(row) : err(domainError("conflict", "practice.client_revoked"))),
  save: async (ctx, { id }) => {
    await ctx.tx.apiClient.update({ where: { id }, data: { revokedAt: new Date(ctx.nowMs) } });
    return { clientId: id };
  },
});
