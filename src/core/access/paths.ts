import type { Actor } from "./actor";

/**
 * Where a person may be sent back to: a path of ours, nothing else. Refuses what a browser would
 * read as another host (`//x`, `/\x`, control characters) and the interface itself.
 */
export function safeReturnPath(text: string | null | undefined): string | null {
  if (typeof text !== "string" || text.length > 500) return null;
  if (!/^\/(?![/\\])[\w\-./~%]*(\?[\w\-.~%=&:/]*)?$/.test(text)) return null;
  if (text.includes("..") || /%(2f|5c|0[0-9a-f])/i.test(text)) return null;
  return /^\/api(\/|$|\?)/.test(text) ? null : text;
}

/** The first page after signing in. */
export function homeOf(actor: Actor): string {
  if (actor.kind === "patient") return "/home";
  // Somebody who only acts for others chooses for whom.
  if (actor.kind === "account" || actor.kind === "proxy") return "/home/people";
  if (actor.kind !== "staff") return "/sign-in";
  if (actor.roles.includes("clinician")) return "/today";
  if (actor.roles.includes("scheduler")) return "/schedule";
  if (actor.roles.includes("admin")) return "/overview";
  if (actor.roles.includes("auditor")) return "/audit";
  return "/overview";
}
