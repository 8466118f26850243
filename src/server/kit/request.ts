import "server-only";
import { BODY_LIMITS, jsonProblem } from "@/core/kit/json-limits";
import { hashSecret } from "../access/secrets";
import { config } from "./config";

/** Media type that a command's body must have. */
const JSON_TYPE = /^application\/json\s*(;\s*charset=utf-8\s*)?$/i;

const REQUEST_ID = /^[0-9a-f-]{16,64}$/;

/** The id of a request: the proxy's, when it has a plain one, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given !== null && REQUEST_ID.test(given) ? given : crypto.randomUUID();
}

/**
 * The network address that a request came from. The last of the list is the one that our own proxy (or
 * Next itself, without one) wrote; those before it are what the caller says.
 */
export function addressOf(headers: Headers): string | null {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? null;
}

/** Hash of where a request came from. */
export function sourceOf(headers: Headers): string {
  return hashSecret("source", addressOf(headers) ?? "unknown").slice(0, 22);
}

/** Reads cookies of a request by name. */
export function cookieReader(headers: Headers): (name: string) => string | null {
  const jar = new Map<string, string>();
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0) jar.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return (name) => {
    const raw = jar.get(name);
    if (raw === undefined) return null;
    try {
      return decodeURIComponent(raw);
    } catch {
      return raw;
    }
  };
}

/**
 * Whether a browser sent this from one of our own pages. Browsers state where a request comes from
 * and pages can't forge it; a caller that states nothing is no browser and carries no ambient cookie.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = headers.get("origin");
  if (origin === null) return true;
  if (origin === config().BEDSIDE_ORIGIN) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}

/** A body that was read, or why it wasn't. */
export type Body =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly problem: "content_type" | "too_large" | "not_json" | "json_shape" };

/** Reads a body up to a limit; stops reading at the first byte too many. Null: there was more. */
export async function readText(request: Request, maxBytes: number): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      return null;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Reads a JSON body up to a limit. */
export async function readJson(request: Request, maxBytes: number): Promise<Body> {
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) return { ok: false, problem: "content_type" };
  const text = await readText(request, maxBytes);
  return text === null ? { ok: false, problem: "too_large" } : parseJson(text);
}

/** Parses what a caller sent as JSON, within the limits of depth and keys and with no key named twice. */
export function parseJson(text: string): Body {
  if (jsonProblem(text, BODY_LIMITS) !== null) return { ok: false, problem: "json_shape" };
  try {
    return { ok: true, json: JSON.parse(text) as unknown };
  } catch {
    // A body that doesn't parse is the caller's mistake and is told so.
    return { ok: false, problem: "not_json" };
  }
}
