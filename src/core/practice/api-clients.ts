import { z } from "zod";
import { API_SCOPES, ApiScope } from "@/core/access/actor";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { NamePart } from "@/core/people/patient";

/** Most programs of one practice that may stand at a time. */
export const MAX_API_CLIENTS = 20;

/** A new program of the practice. */
export const CreateApiClientInput = z.strictObject({
  name: NamePart.pipe(z.string().max(60, "practice.too_long")),
  scopes: z.array(ApiScope).min(1, "practice.scopes_missing").max(API_SCOPES.length).transform((given) => API_SCOPES.filter((each) => given.includes(each))),
  /** For how many days the secret is good; null: until it is taken back. */
  lifeDays: z.union([z.literal(30), z.literal(90), z.literal(365)]).nullable(),
});
/** See {@link CreateApiClientInput}. */
export type CreateApiClientInput = z.infer<typeof CreateApiClientInput>;

/** A program, without its secret: that was shown once. */
export const ApiClientView = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(ApiScope),
  hint: z.string(),
  createdAtMs: z.number(),
  expiresAtMs: z.number().nullable(),
  lastUsedAtMs: z.number().nullable(),
  revokedAtMs: z.number().nullable(),
  state: z.enum(["standing", "over", "revoked"]),
});
/** See {@link ApiClientView}. */
export type ApiClientView = z.infer<typeof ApiClientView>;

/** Whether a program's secret still counts. */
export function clientState(client: { readonly expiresAtMs: number | null; readonly revokedAtMs: number | null }, nowMs: number): ApiClientView["state"] {
  if (client.revokedAtMs !== null) return "revoked";
  return client.expiresAtMs !== null && client.expiresAtMs <= nowMs ? "over" : "standing";
}

/** Errors: `practice.client_twice`, `practice.clients_many`. `standing` are those whose secret counts. */
export function decideNewClient(
  standing: readonly { readonly name: string }[],
  input: CreateApiClientInput,
  nowMs: number,
): Result<{ readonly expiresAtMs: number | null }, DomainError> {
  if (standing.length >= MAX_API_CLIENTS) return err(domainError("conflict", "practice.clients_many", { params: { max: MAX_API_CLIENTS } }));
  const code = "practice.client_twice";
  if (standing.some(({ name }) => name.toLowerCase() === input.name.toLowerCase())) return err(domainError("conflict", code, { fields: { name: code } }));
  return ok({ expiresAtMs: input.lifeDays === null ? null : nowMs + input.lifeDays * 86_400_000 });
}
