import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { NextRequest } from "next/server";
import { POST as signIn } from "@/app/api/auth/[...nextauth]/route";
import { GET as download } from "@/app/api/audit/download/route";
import { GET as file } from "@/app/api/files/[purpose]/[fileId]/route";
import { POST as upload } from "@/app/api/files/upload/route";
import { POST as webhook } from "@/app/api/livekit/webhook/route";
import { GET as push } from "@/app/api/push/route";
import { GET as picture } from "@/app/api/record/picture/route";
import { GET as model } from "@/app/models/hra/[file]/route";
import { POST as admit } from "@/app/visit/[visitId]/admit/route";
import { pageGet, signInAs } from "../support/browser";
import { stateSum } from "../support/state-sum";
import { createVisit, type VisitFixture } from "../support/visit-fixture";

let visit: VisitFixture;
let cookie: string;

beforeAll(async () => {
  visit = await createVisit();
  ({ cookie } = await signInAs(visit.clinician));
});

const post = (path: string, body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request(`http://localhost:3000${path}`, { method: "POST", headers, body, duplex: "half" } as RequestInit);

/** A body without end: whoever reads it whole never answers. */
const endless = () => new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)) });

const ODD = ["", "x", "../../etc/passwd", "%2e%2e%2fpackage.json", "\u0000", "\u202e", randomUUID(), "x".repeat(5_000), "'; drop table patient; --", '{"a":1}'];

/** Addresses beside the operations, each with something odd in the place that it reads. */
const BESIDE: readonly (readonly [string, (odd: string) => Promise<Response>])[] = [
  ["the audit's file", (odd) => download(pageGet(`audit/download?ticket=${encodeURIComponent(odd)}`, { cookie }))],
  ["a kept view's picture", (odd) => picture(pageGet(`record/picture?input=${encodeURIComponent(odd)}`, { cookie }))],
  ["a picture by an odd id", (odd) => picture(pageGet(`record/picture?input=${encodeURIComponent(JSON.stringify({ viewId: odd }))}`, { cookie }))],
  ["a file", (odd) => file(pageGet("files/document/x", { cookie }), { params: Promise.resolve({ purpose: "document", fileId: odd }) })],
  ["a file of no purpose", (odd) => file(pageGet("files/x/y", { cookie }), { params: Promise.resolve({ purpose: odd, fileId: randomUUID() }) })],
  ["a push stream", (odd) => push(pageGet(`push?as=${encodeURIComponent(odd)}`))],
  ["a pulled model", (odd) => model(pageGet("models/hra/x"), { params: Promise.resolve({ file: odd }) })],
  ["admitting by a form", (odd) => admit(post("/visit/x/admit", "", { cookie }), { params: Promise.resolve({ visitId: odd }) })],
];

describe("addresses beside the operations", () => {
  it.each(BESIDE)("IN-1: %s asked for oddly is refused, and nothing changes", async (_name, ask) => {
    const before = await stateSum(["session"]);
    for (const odd of ODD) {
      const response = await ask(odd);
      const isRefusal = response.status >= 400 && response.status < 500;
      // A stream that can't see a status is told in its own words, and a form goes back to its page.
      const isTold = response.status === 303 || (response.status === 200 && (await response.text()) === "event: end\ndata: {}\n\n");
      expect(isRefusal || isTold, `${JSON.stringify(odd)}: ${response.status}`).toBe(true);
    }
    expect(await stateSum(["session"])).toEqual(before);
  });

  it("IN-2: the media server's news are read up to a limit, and count with its signature alone", async () => {
    const before = await stateSum();
    expect((await webhook(post("/api/livekit/webhook", endless()))).status).toBe(413);
    for (const authorization of ["", "Bearer x", "eyJhbGciOiJub25lIn0.e30.", "x".repeat(9_000)]) {
      expect((await webhook(post("/api/livekit/webhook", '{"event":"room_finished"}', { authorization }))).status).toBe(401);
    }
    expect(await stateSum()).toEqual(before);
  });

  it("IN-2, IN-4: signing in reads no body of unknown or great length, and none of another site", async () => {
    const send = async (headers: Record<string, string>) => {
      const request = post("/api/auth/callback/password", endless(), { "content-type": "application/x-www-form-urlencoded", ...headers });
      return (await signIn(request as NextRequest, { params: Promise.resolve({ nextauth: ["callback", "password"] }) })).status;
    };
    expect(await send({})).toBe(411);
    expect(await send({ "content-length": "20000" })).toBe(413);
    expect(await send({ "content-length": "x" })).toBe(413);
    expect(await send({ "content-length": "10", origin: "https://evil.example" })).toBe(403);
  });

  it("IN-2, IN-4: bytes without a ticket, or from another site, are not read", async () => {
    const before = await stateSum();
    const tries: readonly Record<string, string>[] = [{}, { "x-bedside-upload": "x" }, { "x-bedside-upload": "x".repeat(9_000), cookie }, { "sec-fetch-site": "cross-site", cookie }];
    for (const headers of tries) {
      const response = await upload(post("/api/files/upload", endless(), { "content-type": "application/octet-stream", ...headers }));
      expect([response.status >= 400 && response.status < 500, response.status]).toEqual([true, response.status]);
    }
    expect(await stateSum()).toEqual(before);
  });
});
