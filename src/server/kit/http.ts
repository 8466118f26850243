import "server-only";
import { parseActorClaim, type Actor } from "@/core/access/actor";
import { domainError, ERROR_TABLE, type DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import { resolveActor } from "../access/resolve-actor";
import { resolveIntegration } from "../access/resolve-integration";
import { clearSourceOf } from "../audit/clear-source";
import { secureCookies } from "../access/session-cookie";
import { tooFast } from "./call-rates";
import type { CookieChange } from "./context";
import { DEFAULT_MAX_BYTES } from "./define";
import { logger } from "./logger";
import { countOperation } from "./metrics";
import type { Call, Command, Query } from "./operation";
import { cookieReader, isSameOrigin, parseJson, readJson, requestIdOf, sourceOf, type Body } from "./request";
import { isOutage } from "./violations";

const NO_STORE = "no-store";
/** An answer is data: opened as a page it runs nothing and stands in no frame. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

interface Line {
  readonly requestId: string;
  readonly startedMs: number;
  readonly name: string;
  readonly type: "command" | "query";
  actor: Actor | null;
}

/** Serves `POST /api/<area>/<command>`. */
export async function serveCommand(command: Command | undefined, request: Request): Promise<Response> {
  const line = startLine(command?.name ?? "unknown", "command", request);
  try {
    if (command === undefined) return answerError(line, domainError("not_found", "kit.not_found"));
    const early = checkRequest(request);
    if (early !== null) return answerError(line, early);
    const call = await callOf(line, request, request.headers.get("x-bedside-actor"));
    if (call === null) return answerError(line, domainError("invalid", "kit.actor_claim"));
    const body = await readJson(request, command.maxBytes);
    if (!body.ok) return answerError(line, bodyError(body.problem));
    const answer = await command.run({
      ...call,
      input: body.json,
      idempotencyKey: request.headers.get("idempotency-key"),
    });
    return answerResult(line, answer.result, answer.cookies, answer.replayed);
  } catch (thrown) {
    return answerThrown(line, thrown);
  }
}

/** Serves `GET /api/<area>/<query>?input=<json>`; the input holds ids and dates, never names or text. */
export async function serveQuery(query: Query | undefined, request: Request): Promise<Response> {
  const line = startLine(query?.name ?? "unknown", "query", request);
  try {
    if (query === undefined) return answerError(line, domainError("not_found", "kit.not_found"));
    const parameters = new URL(request.url).searchParams;
    const claim = request.headers.get("x-bedside-actor") ?? parameters.get("as");
    const call = await callOf(line, request, claim);
    if (call === null) return answerError(line, domainError("invalid", "kit.actor_claim"));
    const input = readInput(parameters.get("input"));
    if (!input.ok) return answerError(line, bodyError(input.problem));
    return answerResult(line, await query.run({ ...call, input: input.json }), [], false);
  } catch (thrown) {
    return answerThrown(line, thrown);
  }
}

/**
 * Serves `POST /api/<area>/<query>` with the input as body: for questions that hold what a person
 * typed (a name to search for), which must not stand in an address.
 */
export async function servePrivateQuery(query: Query, request: Request): Promise<Response> {
  const line = startLine(query.name, "query", request);
  try {
    const early = checkRequest(request);
    if (early !== null) return answerError(line, early);
    const call = await callOf(line, request, request.headers.get("x-bedside-actor"));
    if (call === null) return answerError(line, domainError("invalid", "kit.actor_claim"));
    const body = await readJson(request, DEFAULT_MAX_BYTES);
    if (!body.ok) return answerError(line, bodyError(body.problem));
    return answerResult(line, await query.run({ ...call, input: body.json }), [], false);
  } catch (thrown) {
    return answerThrown(line, thrown);
  }
}

/**
 * Serves a write whose body is a stream of bytes: the same checks and answers as a command's, whose
 * name counts it. `work` reads the body and bounds it.
 */
export async function serveBytes(
  name: string,
  request: Request,
  work: (call: Omit<Call, "input">, body: ReadableStream<Uint8Array>) => Promise<Result<unknown, DomainError>>,
): Promise<Response> {
  const line = startLine(name, "command", request);
  try {
    const early = checkRequest(request);
    if (early !== null) return answerError(line, early);
    const call = await callOf(line, request, request.headers.get("x-bedside-actor"));
    if (call === null) return answerError(line, domainError("invalid", "kit.actor_claim"));
    const fast = await tooFast("write", call.actor, call.source);
    if (fast !== null) return answerError(line, fast.error);
    if (request.body === null) return answerError(line, domainError("invalid", "files.empty"));
    return answerResult(line, await work(call, request.body), [], false);
  } catch (thrown) {
    return answerThrown(line, thrown);
  }
}

function startLine(name: string, type: Line["type"], request: Request): Line {
  return { name, type, requestId: requestIdOf(request.headers), startedMs: Date.now(), actor: null };
}

function checkRequest(request: Request): DomainError | null {
  return isSameOrigin(request.headers) ? null : domainError("denied", "kit.cross_site");
}

type BodyProblem = Extract<Body, { ok: false }>["problem"];

function bodyError(problem: BodyProblem): DomainError {
  return problem === "too_large" ? domainError("too_large", "kit.too_large") : domainError("invalid", `kit.${problem}`);
}

function readInput(text: string | null): Body {
  return text === null ? { ok: true, json: {} } : parseJson(text);
}

async function callOf(line: Line, request: Request, claimText: string | null): Promise<Omit<Call, "input"> | null> {
  const claim = parseActorClaim(claimText);
  if (claim === null) return null;
  const cookie = cookieReader(request.headers);
  const bearer = request.headers.get("authorization");
  // A program says who it is by its secret alone: a cookie beside it counts for nothing.
  const actor =
    bearer === null ? await resolveActor(claim, cookie, line.startedMs) : await resolveIntegration(bearer, line.startedMs);
  line.actor = actor;
  return { actor, requestId: line.requestId, nowMs: line.startedMs, source: sourceOf(request.headers), from: clearSourceOf(request.headers), cookie };
}

function answerResult(
  line: Line,
  result: Result<unknown, DomainError>,
  cookies: readonly CookieChange[],
  replayed: boolean,
): Response {
  if (!result.ok) return answerError(line, result.error, cookies);
  const response = respond(line, 200, { ok: true, value: result.value }, cookies);
  if (replayed) response.headers.set("idempotency-replayed", "true");
  return response;
}

/** The one way from an expected error to HTTP. */
function answerError(line: Line, error: DomainError, cookies: readonly CookieChange[] = []): Response {
  const { status, logLevel } = ERROR_TABLE[error.kind];
  logger()[logLevel]({ event: "refused", requestId: line.requestId, [line.type]: line.name, kind: error.kind, code: error.code });
  const response = respond(line, status, { ok: false, error, requestId: line.requestId }, cookies);
  const seconds = error.params?.seconds;
  if (error.kind === "rate_limited" && seconds !== undefined) response.headers.set("retry-after", String(seconds));
  return response;
}

/** A throw is a bug (500) or an outage (503). Either way the caller gets an id to quote and no detail. */
function answerThrown(line: Line, thrown: unknown): Response {
  const outage = isOutage(thrown);
  logger().error({ event: outage ? "outage" : "bug", requestId: line.requestId, [line.type]: line.name, err: thrown });
  const error: DomainError = outage
    ? domainError("unavailable", "kit.unavailable")
    : { kind: "unavailable", code: "kit.broken" };
  return respond(line, outage ? 503 : 500, { ok: false, error, requestId: line.requestId }, []);
}

function respond(line: Line, status: number, body: unknown, cookies: readonly CookieChange[]): Response {
  const durationMs = Date.now() - line.startedMs;
  countOperation(line.type, line.name, status, durationMs);
  logger().info({
    event: "request",
    requestId: line.requestId,
    [line.type]: line.name,
    status,
    durationMs,
    actorKind: line.actor?.kind ?? "unresolved",
  });
  const headers = new Headers({
    "content-type": "application/json; charset=utf-8",
    "cache-control": NO_STORE,
    "content-security-policy": DATA_POLICY,
    "x-request-id": line.requestId,
  });
  for (const change of cookies) headers.append("set-cookie", cookieHeader(change));
  return new Response(JSON.stringify(body), { status, headers });
}

/** Writes a cookie as all of ours are: out of reach of scripts and of other sites. */
export function cookieHeader(change: CookieChange): string {
  const parts = [`${change.name}=${encodeURIComponent(change.value)}`, "Path=/", "HttpOnly", "SameSite=Lax"];
  if (secureCookies()) parts.push("Secure");
  if (change.value === "") parts.push("Max-Age=0");
  else if (change.maxAgeS !== undefined) parts.push(`Max-Age=${Math.floor(change.maxAgeS)}`);
  return parts.join("; ");
}
