import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesUntil, decideRename, decideRestore, RenameDocument, UNDO_MS } from "./documents";
import { endingAgrees } from "./file-name";
import { FILE_KINDS, KIND_RULES } from "./purposes";

const fileId = "6f0c1c39-64d0-4a4c-8a3c-0d3c9b8f3f10";

describe("documents", () => {
  it("FILE-5, FILE-14: a new name is cleaned as the first one was and keeps the ending of what is in the file", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300, unit: "grapheme" }), fc.constantFrom(...FILE_KINDS), (name, kind) => {
        const input = RenameDocument.safeParse({ fileId, version: 1, name });
        if (!input.success) return name.trim() === "" || name.trim().length > 300;
        const renamed = decideRename({ version: 1, mediaType: KIND_RULES[kind].mediaType }, input.data);
        return renamed.ok && renamed.value.length <= 120 + 4 && endingAgrees(renamed.value, kind) && !/[/\\\p{Cc}\p{Cf}]/u.test(renamed.value);
      }),
    );
    expect(decideRename({ version: 1, mediaType: "application/pdf" }, RenameDocument.parse({ fileId, version: 1, name: "  Letter of Dr. Kühn.exe " }))).toEqual({ ok: true, value: "Letter of Dr_ Kühn.pdf" });
  });

  it("FILE-14: a name that rests on an older one is refused, and both versions are told", () => {
    const stale = decideRename({ version: 3, mediaType: "application/pdf" }, RenameDocument.parse({ fileId, version: 2, name: "a" }));
    expect(stale).toMatchObject({ ok: false, error: { kind: "stale", params: { version: 3, given: 2 } } });
    expect(RenameDocument.safeParse({ fileId, version: 1, name: "   " }).success).toBe(false);
  });

  it("FILE-15: a removal can be taken back for a quarter of an hour, and its bytes stay at least so long", () => {
    fc.assert(
      fc.property(fc.nat(4e12), fc.option(fc.nat(8e12)), fc.nat(2 * UNDO_MS), (removedAtMs, recordEndsMs, laterMs) => {
        const nowMs = removedAtMs + laterMs;
        const mayRestore = decideRestore(removedAtMs, nowMs).ok;
        expect(mayRestore).toBe(laterMs < UNDO_MS);
        if (mayRestore) expect(bytesUntil(removedAtMs, recordEndsMs)).toBeGreaterThan(nowMs);
      }),
    );
    expect(decideRestore(null, 5)).toMatchObject({ error: { kind: "conflict" } });
    expect(decideRestore(0, UNDO_MS)).toMatchObject({ error: { kind: "gone" } });
  });

  it("FILE-16: what is part of the record stays as long as the record does", () => {
    expect(bytesUntil(1_000, null)).toBe(1_000 + UNDO_MS);
    expect(bytesUntil(1_000, 9e12)).toBe(9e12);
    expect(bytesUntil(9e12, 1_000)).toBe(9e12 + UNDO_MS);
  });
});
