import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { POLICY } from "@/core/access/grants";
import { RESOURCE_CLASSES, RESOURCES, VERBS } from "@/core/access/resources";
import { commands } from "@/server/commands";
import { queries } from "@/server/queries";
import { REACH } from "../support/reach";

interface JsonObject {
  readonly properties?: Readonly<Record<string, JsonObject>>;
}

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
  "people/account-invitation": "which practice asks; taking the account leaves the row",
  "room/scene": "asked for many times in a visit; entering the room left the row, and the log of ops is kept",
};

/** Commands about patients that write none of their fields, and why that is right (ACC-48). */
const WRITES_NO_FIELD: Readonly<Record<string, string>> = {
  "access/break-glass": "the reason and the words are the clinician's own, of the access",
  "access/end-emergency": "of the access alone",
  "access/review-emergency": "the reviewer's own words, of the access",
  "audit/export": "makes a file of rows",
  "people/ask-to-register": "somebody of themselves, before there is a record",
  "people/confirm-registration": "the same, by the link that was mailed",
  "people/judge-registration": "takes up what somebody wrote of themselves; names no field",
  "people/keep-apart": "names two records",
  "people/undo-merge": "puts back what was there before",
  "people/give-consent": "an agreement is a thing of its own, with lines of its own in the policy",
  "people/withdraw-consent": "as above",
  "people/agree-to-visit": "as above",
  "people/invite-proxy": "name and address are the helper's",
  "people/accept-proxy": "takes up an invitation",
  "people/revoke-proxy": "ends a grant",
  "people/invite-account": "sends a link to the address on file",
  "people/withdraw-account-invite": "ends a link",
  "people/take-account": "what is typed is compared and not kept; the account is the person's own",
  "practice/add-to-care-team": "names a clinician",
  "practice/end-care-team-place": "ends a place",
  "retention/delete-patient": "a deletion is a thing of its own; its reason is the admin's",
  "retention/place-hold": "the reason is the admin's, of the hold",
  "retention/lift-hold": "ends a hold",
  "record/sign-note": "signs what was written; names a version",
  "scheduling/cancel-appointment": "names a version",
  "scheduling/restore-appointment": "names a version",
  "scheduling/move-appointment": "times and a clinician",
  "visits/open-link": "uses a link",
  "visits/confirm-identity": "what is typed is compared and not kept",
  "visits/report-readiness": "what a device can do",
  "room/enter": "a page's own public key, by which others know what it signs",
  "visits/invite-guest": "name and address are the guest's",
  "visits/say-guest-name": "the guest's own name",
  "files/prepare-document": "a document is a thing of its own, with lines of its own in the policy",
  "files/keep-document": "as above",
  "files/rename-document": "as above",
  "files/keep-document-confidential": "says who reads it, and nothing of the patient",
  "room/connect": "names an actor of the scene",
  "room/leave": "as above",
  "room/relay-ops": "as room/push-ops",
  "room/push-ops": "moves of the scene, each judged by the room's own rules (ROOM)",
};

/** Inputs that name things, versions, times, and where the visit stands: no field of anybody. */
const NAMES_A_THING = /Id$|Ids$|^version$|^here$|^leaving$/;

/** Routes of the interface that are no command and no query, and what guards each instead. */
const OTHER_ROUTES: Readonly<Record<string, string>> = {
  "api/auth/[...nextauth]/route.ts": "signing in itself: delays, one use, a row for each try (ACC-6 to ACC-9)",
  "api/push/route.ts": "ids only, each event held against mayHear (ACC-24)",
  "api/record/picture/route.ts": "runs the query record/view-picture",
  "api/audit/download/route.ts": "hands what audit/export prepared to the very session that asked, within a minute",
  "api/files/upload/route.ts": "runs the file commands behind the one guarded way in",
  "api/files/part/route.ts": "the same, in parts, each by the ticket of its sender (FILE-21)",
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

  it.each(commands.filter(({ access }) => RESOURCE_CLASSES[access.resource] === "health").map((each) => [each.name, each] as const))(
    "ACC-48: %s says which fields of a patient it writes",
    (name, { input, writes }) => {
      const { properties = {} } = z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as JsonObject;
      const known = (path: string) => path.split(".").reduce<JsonObject | undefined>((at, key) => at?.properties?.[key], { properties });
      for (const path of Object.keys(writes ?? {})) expect(known(path), path).toBeDefined();
      if (writes !== null || WRITES_NO_FIELD[name] !== undefined) return expect(WRITES_NO_FIELD[name] === undefined).toBe(writes !== null);
      expect(Object.keys(properties).filter((key) => !NAMES_A_THING.test(key))).toEqual([]);
    },
  );

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
