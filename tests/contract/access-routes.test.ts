import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { POLICY } from "@/core/access/grants";
import { RESOURCE_CLASSES, RESOURCES, VERBS } from "@/core/access/resources";
import { commands } from "@/server/commands";
import { queries } from "@/server/queries";
import { REACH } from "../support/reach";

const operations = [...commands, ...queries];

/** Reads of what is of a patient that leave no row of their own, and why that is right. */
const UNAUDITED: Readonly<Record<string, string>> = {
  "access/standing-emergencies": "one's own banner, drawn with every page; breaking the glass left the row",
  "audit/chain-status": "counts and times of the chain itself, of no patient",
  "visits/for-visitor": "the patient's own browser asks every few seconds for its own visit; what it does leaves rows",
  "visits/for-guest": "a guest's own browser asks for the time and the practice, of no patient",
  "scheduling/offer-times": "free times of the practice; the patient's page, from which it is asked, left the row",
  "people/registration-page": "the practice's name and languages, for anybody",
  "people/proxy-invitation": "what an invitation asks of its holder; taking it up leaves the row",
  "room/scene": "asked for many times in a visit; entering the room left the row, and the log of ops is kept",
};

/** Routes of the interface that are no command and no query, and what guards each instead. */
const OTHER_ROUTES: Readonly<Record<string, string>> = {
  "api/auth/[...nextauth]/route.ts": "signing in itself: delays, one use, a row for each try (ACC-6 to ACC-9)",
  "api/push/route.ts": "ids only, each event held against mayHear (ACC-24)",
  "api/record/picture/route.ts": "runs the query record/view-picture",
  "api/audit/download/route.ts": "hands what audit/export prepared to the very session that asked, within a minute",
  "api/files/upload/route.ts": "runs the file commands behind the one guarded way in",
  "api/files/[purpose]/[fileId]/route.ts": "runs the file query of its purpose",
  "api/livekit/webhook/route.ts": "signed by the media server; anything else is refused",
  "api/health/live/route.ts": "says that the process answers, and nothing else",
  "api/health/ready/route.ts": "says which services answer, and nothing else",
  "api/openapi.json/route.ts": "the description of the interface, without data",
};

describe("every route has its rule", () => {
  it.each(operations.map((each) => [each.name, each] as const))("ACC-37: %s", (name, operation) => {
    const { resource, verb } = operation.access;
    expect(POLICY.some((grant) => grant.resource === resource && grant.verbs.includes(verb)), "a line in the policy").toBe(true);
    expect(REACH[name], "a line in the table of reach").toBeDefined();
    if (operation.kind === "command") return expect(operation.action).toMatch(/^[a-z_]+\.[a-z_]+$/);
    if (RESOURCE_CLASSES[resource] === "health" && UNAUDITED[name] === undefined) expect(operation.action, "an audit row").not.toBeNull();
  });

  it("ACC-37: no route stands beside them unnamed", () => {
    const routes = readdirSync("src/app", { recursive: true, encoding: "utf8" }).filter((path) => path.startsWith("api/") && path.endsWith("route.ts"));
    expect(routes.filter((path) => path !== "api/[area]/[command]/route.ts" && OTHER_ROUTES[path] === undefined)).toEqual([]);
  });

  it("ACC-10: every line of the policy speaks of a resource and verbs that exist, and of a scope only where scopes are", () => {
    for (const grant of POLICY) {
      expect(RESOURCES).toContain(grant.resource);
      for (const verb of grant.verbs) expect(VERBS).toContain(verb);
      if (grant.scope !== undefined) expect(["proxy", "integration"]).toContain(grant.who);
      if (grant.who === "integration") expect(grant.scope).toBeDefined();
    }
  });
});
