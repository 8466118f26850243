import "server-only";
import type { ClearSource } from "./write-audit";

const ADDRESS_LIMIT = 64;
const USER_AGENT_LIMIT = 300;

/** Printable ASCII: what a header may hold and a page may show. */
const OTHER = /[^\x20-\x7e]/g;

/** Network address (the last of the list, which our own proxy wrote) and browser of a request, cut to what the audit keeps. */
export function clearSourceOf(headers: Headers): ClearSource {
  const address = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "unknown";
  return {
    address: address.replace(OTHER, "").slice(0, ADDRESS_LIMIT),
    userAgent: (headers.get("user-agent") ?? "").replace(OTHER, " ").slice(0, USER_AGENT_LIMIT),
  };
}
