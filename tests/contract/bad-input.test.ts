import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { GET, POST } from "@/app/api/[area]/[command]/route";
import type { Actor } from "@/core/access/actor";
import { decideRetireTour } from "@/core/anatomy/tours";
import type { DomainError } from "@/core/kit/errors";
import type { PatientId, StaffId } from "@/core/kit/ids";
import { decideMerge } from "@/core/people/merge";
import { decideJudging } from "@/core/people/self-registration";
import { decideSaveNote, decideSignNote } from "@/core/record/decide-note";
import { commands } from "@/server/commands";
import { db } from "@/server/kit/db";
import type { Command, Query } from "@/server/kit/operation";
import { queries } from "@/server/queries";
import { BAD_BODIES, IMPOSSIBLE_TEXTS, placesOf, textsAt, withAt, wrongTypes, type BadInput } from "../support/bad-inputs";
import { pageGet, pagePost } from "../support/browser";
import { DOCUMENT, inputSchemaOf, undocumented } from "../support/described";
import { insidersOf } from "../support/insiders";
import { REACH, type Target } from "../support/reach";
import { makeTarget } from "../support/reach-target";
import { stateSum } from "../support/state-sum";

const operations: readonly (readonly [string, Command | Query])[] = [...commands, ...queries].map((each) => [each.name, each]);

let target: Target;
let insiders: Readonly<Record<string, Actor>>;

beforeAll(async () => {
  target = await makeTarget();
  insiders = await insidersOf(target);
});

interface Answer {
  readonly status: number;
  readonly body: { readonly ok: boolean; readonly error?: DomainError };
}

const paramsOf = (name: string) => {
  const [area = "", command = ""] = name.split("/");
  return { params: Promise.resolve({ area, command }) };
};

/** Sends a request to the route itself, each from an address of its own, and holds the answer against the description. */
async function post(name: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const ask = () => POST(pagePost(name, body, { "x-forwarded-for": randomUUID(), ...headers }), paramsOf(name));
  let response = await ask();
  if (response.status === 429) {
    // More at once than anybody may: what is asked here is another thing.
    await db().rateBucket.deleteMany();
    response = await ask();
  }
  const answer = { status: response.status, body: (await response.json()) as Answer["body"] };
  expect(undocumented(name, answer.status, answer.body), JSON.stringify(answer.body)).toBeNull();
  return answer;
}

/** Runs work a few at a time. */
async function each<T>(list: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...list];
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  }));
}

const goodInput = (name: string): object => REACH[name]?.input(target) ?? {};
const codeOf = ({ body }: Answer): string | undefined => body.error?.code;

describe("what no operation takes", () => {
  it.each(operations)("IN-1, IN-2: %s refuses bodies that are none, and changes nothing", async (name) => {
    const before = await stateSum();
    await each(BAD_BODIES, async ({ what, text, codes }) => {
      const answer = await post(name, text);
      expect(answer.body.ok, what).toBe(false);
      expect(codes, what).toContain(codeOf(answer));
    });
    expect(await stateSum()).toEqual(before);
  });

  it.each(operations)("IN-1, IN-3: %s refuses every wrong type and impossible text in every field, by name, and changes nothing", async (name) => {
    const before = await stateSum();
    const schema = inputSchemaOf(name);
    const typed = wrongTypes(schema, DOCUMENT, goodInput(name));
    const texts = textsAt(schema, DOCUMENT, goodInput(name), IMPOSSIBLE_TEXTS.slice(0, 3));
    await each([...typed, ...texts], async ({ what, input }: BadInput) => {
      const answer = await post(name, input);
      expect([answer.status, codeOf(answer)], what).toEqual([400, expect.stringMatching(/^kit\.(invalid_input|text_impossible)$/)]);
      expect(Object.keys(answer.body.error?.fields ?? {}), what).not.toEqual([]);
    });
    expect(await stateSum()).toEqual(before);
  });

  it.each(operations)("IN-1: what %s doesn't know is not taken over", async (name, operation) => {
    const known = new Set(placesOf(inputSchemaOf(name), DOCUMENT).map(({ path }) => path[0]));
    for (const key of ["constructor", "isAdmin", "practiceId", "actor"].filter((each) => !known.has(each))) {
      const parsed = operation.input.safeParse(withAt(goodInput(name), [key], { prototype: { isAdmin: true } }));
      if (parsed.success) expect(Object.hasOwn(parsed.data as object, key), key).toBe(false);
    }
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });
});

describe("requests that other sites can make a browser send", () => {
  const FOREIGN: readonly Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
    { "sec-fetch-site": "same-origin", origin: "null" },
    { "sec-fetch-site": "same-origin", origin: "http://localhost:3000.evil.example" },
  ];
  const FORMS = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "text/plain; x=application/json", ""];

  it.each(operations)("IN-4: %s is reached by none of them", async (name) => {
    const before = await stateSum();
    for (const headers of FOREIGN) expect(codeOf(await post(name, goodInput(name), headers)), JSON.stringify(headers)).toBe("kit.cross_site");
    for (const type of FORMS) expect(codeOf(await post(name, goodInput(name), { "content-type": type })), type).toBe("kit.content_type");
    expect(await stateSum()).toEqual(before);
  });

  it("IN-4: no write answers to GET, whatever it is asked with", async () => {
    const before = await stateSum();
    for (const { name } of commands) {
      const input = encodeURIComponent(JSON.stringify(goodInput(name)));
      const response = await GET(pageGet(`${name}?input=${input}`), paramsOf(name));
      expect([response.status, ((await response.json()) as Answer["body"]).error?.code], name).toEqual([404, "kit.not_found"]);
    }
    expect(await stateSum()).toEqual(before);
  });

  it("IN-1, IN-2: a question's input in the address is judged as one in the body", async () => {
    for (const { name } of queries) {
      for (const text of ["{", "[]", '{"a":1,"a":1}', "[".repeat(1_000), '"\\u0000"']) {
        const response = await GET(pageGet(`${name}?input=${encodeURIComponent(text)}`), paramsOf(name));
        const body: unknown = await response.json();
        expect(response.status, `${name} ${text}`).toBe(400);
        expect(undocumented(name, 400, body, "get")).toBeNull();
      }
    }
  });
});

describe("writes that come late or twice", () => {
  const writes = commands.map((command) => [command.name, command] as const);
  const LATE = 987_654;
  const versions = operations.flatMap(([name, operation]) =>
    operation.kind === "query" ? [] : placesOf(inputSchemaOf(name), DOCUMENT)
      .filter(({ path }) => path.length === 1 && /version$/i.test(String(path[0])))
      .map(({ path }) => [`${name} (${String(path[0])})`, operation, path] as const),
  );
  /** Refused for another reason before the version counts, in the state that the target is in: proven by the decision itself. */
  const ELSEWHERE = new Set(["people/judge-registration", "people/merge-patients", "record/save-note", "record/sign-note", "practice/reset-template", "anatomy/retire-tour"]);

  it.each(versions)("IN-5: %s of another version is refused, tells both and changes nothing", async (_title, operation, path) => {
    const before = await stateSum(["idempotency_key"]);
    const input = withAt(goodInput(operation.name), path, LATE);
    const errors: DomainError[] = [];
    for (const actor of Object.values(insiders)) {
      const { result } = await run(operation, actor, input, null);
      if (!result.ok) errors.push(result.error);
    }
    expect(errors).toHaveLength(Object.keys(insiders).length);
    expect(await stateSum(["idempotency_key"])).toEqual(before);
    if (ELSEWHERE.has(operation.name)) return;
    const stale = errors.filter((error) => error.kind === "stale");
    expect(stale, JSON.stringify(errors)).not.toEqual([]);
    for (const { params } of stale) expect(params).toMatchObject({ given: LATE, version: expect.any(Number) as number });
  });

  it("IN-5: a note, a registration and a merge of another version are refused and told both", () => {
    const both = { ok: false, error: { kind: "stale", params: { version: 3, given: 2 } } };
    const note = { visitState: "ended", clinicianId: "" as StaffId, patientId: "" as PatientId, note: { status: "draft", version: 3 } as never, keptViewIds: [] };
    expect(decideSaveNote(note, { baseVersion: 2, views: [], text: {} } as never)).toMatchObject(both);
    expect(decideSignNote({ ...note, text: {} as never }, { baseVersion: 2 } as never)).toMatchObject(both);
    expect(decideRetireTour({ version: 3, isRetired: false }, 2)).toMatchObject(both);
    expect(decideJudging({ status: "pending", version: 3 }, { version: 2 } as never)).toMatchObject(both);
    const side = { status: "active", version: 3, hasVisitNow: false };
    for (const given of [{ keptVersion: 2, givenVersion: 3 }, { keptVersion: 3, givenVersion: 2 }]) {
      expect(decideMerge(side, side, { keptId: "a", givenId: "b", fromGiven: [], ...given } as never)).toMatchObject(both);
    }
  });

  it.each(writes)("IN-6: %s sent again with its key happens once", async (name, command) => {
    for (const [who, actor] of Object.entries(insiders)) {
      const [key, source] = [randomUUID(), randomUUID()];
      const first = await run(command, actor, goodInput(name), key, source);
      const between = await stateSum();
      const second = await run(command, actor, goodInput(name), key, source);
      if (!first.result.ok) {
        expect(second.result.ok, who).toBe(false);
        continue;
      }
      expect(second.replayed, who).toBe(true);
      // As a caller sees them: what JSON leaves out isn't there.
      expect(JSON.stringify(second.result), who).toBe(JSON.stringify(first.result));
      expect(await stateSum(), who).toEqual(between);
      const other = await run(command, actor, { ...goodInput(name), other: 1 }, key, source);
      expect(other.result.ok, who).toBe(false);
    }
  });
});

function run(command: Command, actor: Actor, input: unknown, idempotencyKey: string | null, source: string = randomUUID()) {
  return command.run({ actor, input, idempotencyKey, requestId: randomUUID(), nowMs: Date.now(), source, cookie: () => null });
}
