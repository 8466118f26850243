import type { Role } from "@/core/access/actor";

export type PortalLinkId = "overview" | "today" | "calendar" | "people" | "models" | "practice" | "audit" | "review" | "access";

export interface PortalLink {
  id: PortalLinkId;
  href: string;
}

const LINKS: readonly (PortalLink & { roles: readonly Role[] })[] = [
  { id: "overview", href: "/overview", roles: ["admin", "trainee", "interpreter"] },
  { id: "today", href: "/today", roles: ["clinician"] },
  { id: "calendar", href: "/schedule", roles: ["scheduler", "clinician"] },
  { id: "audit", href: "/audit", roles: ["auditor"] },
  { id: "review", href: "/review", roles: ["auditor"] },
  { id: "people", href: "/people", roles: ["scheduler", "clinician", "admin"] },
  { id: "practice", href: "/settings", roles: ["admin"] },
  { id: "models", href: "/explore", roles: ["clinician", "scheduler", "admin", "auditor"] },
];

/** The links that a person with these roles can use, in the order of the header. */
export function portalLinks(roles: readonly Role[]): readonly PortalLink[] {
  return LINKS.filter((link) => link.roles.some((role) => roles.includes(role))).map(({ id, href }) => ({ id, href }));
}
