import { describe, expect, it } from "vitest";
import * as operations from "@/app/api/[area]/[command]/route";
import { newSecret } from "@/server/access/secrets";
import { addressOf, cookieReader, sourceOf } from "@/server/kit/request";
import { pageGet, pagePost, signInAs } from "../support/browser";
import { createVisit } from "../support/visit-fixture";

const whoami = { params: Promise.resolve({ area: "access", command: "whoami" }) };
const ask = (headers: Record<string, string> = {}) => operations.POST(pagePost("access/whoami", {}, headers), whoami);

describe("an answer of the interface", () => {
  it("says what it is, may run nothing, be framed by nobody and be read by no other site", async () => {
    const { headers } = await ask({ origin: "http://localhost:3000" });
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
    for (const name of [...headers.keys()]) expect(name).not.toMatch(/^access-control-/);
  });

  it("comes to GET and POST and to no other method", () => {
    expect(Object.keys(operations).sort()).toEqual(["GET", "POST"]);
  });

  it("IN-1: a parameter or a cookie that is named twice is read one way only", async () => {
    const { clinician } = await createVisit();
    const { cookie } = await signInAs(clinician);
    const list = { params: Promise.resolve({ area: "access", command: "list-sessions" }) };
    const twice = await operations.GET(pageGet("access/list-sessions?input=%7B%7D&input=%7B%22x%22%3A1%7D&as=session&as=public", { cookie }), list);
    expect(twice.status).toBe(200);
    expect(cookieReader(new Headers({ cookie: "a=1; a=2" }))("a")).toBe("2");
  });
});

describe("where a request comes from", () => {
  it("is what our own proxy wrote last, whatever the caller wrote before it", () => {
    const from = (list: string) => new Headers({ "x-forwarded-for": list });
    expect(addressOf(from("1.2.3.4, 5.6.7.8"))).toBe("5.6.7.8");
    expect(sourceOf(from("9.9.9.9, 5.6.7.8"))).toBe(sourceOf(from("5.6.7.8")));
    expect(sourceOf(from("5.6.7.8"))).not.toContain("5.6.7.8");
    // Headers of the kind that some proxies write are not looked at.
    expect(addressOf(new Headers({ "x-real-ip": "1.2.3.4", forwarded: "for=1.2.3.4", "x-user-id": "1" }))).toBeNull();
  });
});

describe("secrets", () => {
  it("have 256 bits and never come twice", () => {
    const made = Array.from({ length: 500 }, newSecret);
    expect(new Set(made).size).toBe(500);
    for (const secret of made) expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  });
});
