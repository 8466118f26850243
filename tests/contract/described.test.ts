import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { GET, POST } from "@/app/api/[area]/[command]/route";
import { GET as describeInterface } from "@/app/api/openapi.json/route";
import type { StaffActor } from "@/core/access/actor";
import { commands } from "@/server/commands";
import { db } from "@/server/kit/db";
import { queries } from "@/server/queries";
import { pageGet, pagePost, signInAs } from "../support/browser";
import { DOCUMENT, inputSchemaOf, undocumented } from "../support/described";
import { mismatch, type JsonSchema } from "../support/json-schema";
import { REACH, type Target } from "../support/reach";
import { makeTarget } from "../support/reach-target";
import { arbitraryOf } from "../support/schema-arbitraries";
import { createClinician, openAs } from "../support/visit-fixture";

/** Tries for each operation and caller. `BEDSIDE_FUZZ_RUNS=500 npm test -- contract described` tries more, from another seed each time. */
const MORE = Number(process.env.BEDSIDE_FUZZ_RUNS ?? 0);
const RUNS = MORE > 0 ? MORE : 2;
const SEED = MORE > 0 ? Date.now() % 2 ** 31 : 20_261_126;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

let target: Target;
let staff: Readonly<Record<string, StaffActor>>;
let visitorHeaders: Record<string, string>;
/** Ids that answers named, so that later questions can ask for what is there. */
const ids = new Set<string>();
const answered = new Map<string, Set<number>>();

beforeAll(async () => {
  target = await makeTarget();
  const { practiceId, visitId, clinician, token } = target.visit;
  const [desk, office] = [await createClinician(practiceId), await createClinician(practiceId)];
  await db().staffMember.update({ where: { id: desk.staffId }, data: { roles: ["scheduler"] } });
  await db().staffMember.update({ where: { id: office.staffId }, data: { roles: ["admin", "auditor"] } });
  staff = { clinician, scheduler: desk, admin: office };
  const { cookies } = await openAs(token);
  visitorHeaders = { cookie: [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; "), "x-bedside-actor": `visit:${visitId}` };
  for (const id of JSON.stringify(target).match(UUID) ?? []) ids.add(id);
});

/** Every caller, signed in anew: what an operation before this one did to a session is over. */
async function callers(): Promise<Readonly<Record<string, Record<string, string>>>> {
  const all: Record<string, Record<string, string>> = { visitor: visitorHeaders, nobody: { "x-bedside-actor": "public" } };
  for (const [who, actor] of Object.entries(staff)) {
    const { cookie, sessionId } = await signInAs(actor).catch(() => ({ cookie: "", sessionId: null }));
    if (sessionId !== null) await db().session.update({ where: { id: sessionId }, data: { stepUpAt: new Date() } });
    all[who] = { cookie };
  }
  return all;
}

async function ask(name: string, method: "get" | "post", input: unknown, headers: Record<string, string>): Promise<{ status: number; body: unknown }> {
  const [area = "", command = ""] = name.split("/");
  const params = { params: Promise.resolve({ area, command }) };
  const from = { ...headers, "x-forwarded-for": randomUUID() };
  const response = method === "get" ? await GET(pageGet(`${name}?input=${encodeURIComponent(JSON.stringify(input))}`, from), params) : await POST(pagePost(name, input, from), params);
  return { status: response.status, body: await response.json() };
}

async function judge(name: string, method: "get" | "post", input: unknown, headers: Record<string, string>): Promise<void> {
  const { status, body } = await ask(name, method, input, headers);
  if (status >= 500) throw new Error(`${status}: ${JSON.stringify(body)}`);
  const wrong = undocumented(name, status, body, method);
  if (wrong !== null) throw new Error(`${status}: ${wrong}`);
  answered.set(name, (answered.get(name) ?? new Set()).add(status));
  if (status === 200) for (const id of JSON.stringify(body).match(UUID) ?? []) ids.add(id);
}

/** Ends the whole practice's or the test's own world; judged last. */
const LAST = new Set(["access/sign-out", "visits/end", "scheduling/cancel-appointment"]);
const names = [...queries, ...commands].map(({ name }) => name).sort((a, b) => Number(LAST.has(a)) - Number(LAST.has(b)));
const methodsOf = new Map<string, readonly ("get" | "post")[]>(queries.map(({ name }) => [name, ["get", "post"]]));

describe("the interface is as it is described", () => {
  it("IN-8: the description is served, whole and by the same list", async () => {
    expect(await describeInterface().json()).toEqual(DOCUMENT);
  });

  it.each(names)("IN-8: %s answers what it describes to whoever believes the description", async (name) => {
    const headers = Object.entries(await callers());
    const schema = inputSchemaOf(name);
    const good = REACH[name]?.input(target);
    expect(mismatch(JSON.parse(JSON.stringify(good)), schema, DOCUMENT)).toBeNull();
    for (const [, from] of headers) await judge(name, "post", good, from);
    const drawn = fc.tuple(fc.constantFrom(...headers), fc.constantFrom(...(methodsOf.get(name) ?? ["post" as const])), arbitraryOf(schema as JsonSchema, { document: DOCUMENT, ids: [...ids] }));
    await fc.assert(
      fc.asyncProperty(drawn, async ([[, from], method, input]) => judge(name, method, input, from)),
      { numRuns: RUNS * headers.length, seed: SEED, endOnFailure: MORE === 0 },
    );
  });

  it("IN-8: most operations were seen to succeed, so that more than refusals was judged", () => {
    const seen = names.filter((name) => answered.get(name)?.has(200));
    expect(seen.length).toBeGreaterThan(names.length * 0.5);
  });
});
