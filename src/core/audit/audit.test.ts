import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOG_WHY, whyOf } from "./access-log";
import { CHECKPOINT_AFTER_MS, CHECKPOINT_EVERY, checkpointText, isCheckpointDue } from "./checkpoint";
import { csvField, csvLine } from "./csv";
import { canonicalAuditText, type AuditEntry } from "./entry";
import { groupByDay, groupByStay } from "./group-by-day";

const text = fc.option(fc.string({ maxLength: 12 }), { nil: null });
const entry: fc.Arbitrary<AuditEntry> = fc.record({
  practiceId: text,
  atMs: fc.integer(),
  actorKind: fc.string(),
  actorId: text,
  action: fc.string(),
  subjectType: text,
  subjectId: text,
  patientId: text,
  outcome: fc.constantFrom("done", "refused", "failed"),
  code: text,
  requestId: fc.string(),
  sessionId: text,
  actorRoles: text,
  purpose: fc.constantFrom("care", "emergency", null),
  breakGlassId: text,
  sourceHash: text,
});

describe("the text that a MAC covers", () => {
  it("AUD-3: differs wherever any field differs, or the nonce", () => {
    fc.assert(
      fc.property(entry, entry, fc.constantFrom("a", "b"), fc.constantFrom("a", "b"), (one, other, n, m) => {
        const fields = (each: AuditEntry) => Object.keys(one).map((key) => each[key as keyof AuditEntry]);
        const isSame = JSON.stringify([fields(one), n]) === JSON.stringify([fields(other), m]);
        expect(canonicalAuditText(one, 2, n) === canonicalAuditText(other, 2, m)).toBe(isSame);
      }),
    );
  });

  it("AUD-3: a field changed by itself changes it, whichever", () => {
    fc.assert(
      fc.property(entry, (one) => {
        for (const key of Object.keys(one)) {
          const changed = { ...one, [key]: key === "atMs" ? one.atMs + 1 : `${String(one[key as keyof AuditEntry])}~` } as AuditEntry;
          expect(canonicalAuditText(changed, 2, "n")).not.toBe(canonicalAuditText(one, 2, "n"));
        }
      }),
    );
  });

  it("leaves version 1 as it was written", () => {
    const [sample] = fc.sample(entry, 1);
    const { sessionId: _s, actorRoles: _r, purpose: _p, breakGlassId: _b, sourceHash: _h, ...first } = sample!;
    expect(canonicalAuditText(sample!, 1, "n")).toBe(JSON.stringify(["bedside-audit-1", ...["practiceId", "atMs", "actorKind", "actorId", "action", "subjectType", "subjectId", "patientId", "outcome", "code", "requestId"].map((key) => first[key as keyof typeof first])]));
  });
});

describe("checkpoints", () => {
  it("AUD-10: are due after a thousand entries or five minutes, never without a new entry", () => {
    const last = { position: 500, atMs: 1_000_000 };
    expect(isCheckpointDue(0, null, 0)).toBe(false);
    expect(isCheckpointDue(1, null, 0)).toBe(true);
    expect(isCheckpointDue(500, last, 9e12)).toBe(false);
    expect(isCheckpointDue(501, last, last.atMs + CHECKPOINT_AFTER_MS - 1)).toBe(false);
    expect(isCheckpointDue(501, last, last.atMs + CHECKPOINT_AFTER_MS)).toBe(true);
    expect(isCheckpointDue(500 + CHECKPOINT_EVERY, last, last.atMs)).toBe(true);
    // A clock that was put back must not keep the next one from being signed.
    expect(isCheckpointDue(501, last, last.atMs - CHECKPOINT_AFTER_MS)).toBe(true);
  });

  it("sign place, time, head and key, each told apart", () => {
    const claim = { position: 1, atMs: 2, head: "aa", keyId: "bb" };
    const texts = [claim, { ...claim, position: 12 }, { ...claim, atMs: 3 }, { ...claim, head: "ab" }, { ...claim, keyId: "bc" }].map(checkpointText);
    expect(new Set(texts).size).toBe(5);
  });
});

describe("a spreadsheet's line", () => {
  it("AUD-15: quotes what must be quoted, and makes no formula of anybody's text", () => {
    expect(csvLine(["a", null, 1, 'say "b", c', "x\ny"])).toBe('a,,1,"say ""b"", c","x\ny"\r\n');
    for (const formula of ["=1+1", "+1", "-1", "@x", "\tx"]) expect(csvField(formula).replace(/^"/, "").startsWith("'")).toBe(true);
  });
});

describe("why somebody looked", () => {
  it("AUD-16: is one of the reasons that have words, whatever the audit noted", () => {
    fc.assert(fc.property(fc.string(), fc.option(fc.string(), { nil: null }), (actorKind, purpose) => {
      expect(LOG_WHY).toContain(whyOf({ actorKind, purpose }));
    }));
    expect(whyOf({ actorKind: "staff", purpose: "emergency" })).toBe("emergency");
    expect(whyOf({ actorKind: "staff", purpose: "operations" })).toBe("front_desk");
    expect(whyOf({ actorKind: "visitor", purpose: "patient_request" })).toBe("you");
  });

  it("AUD-16: takes together what one person did in one stay, and loses no line and no action", () => {
    const line = fc.record({ who: fc.constantFrom("you", "staff"), name: fc.constantFrom(null, "A", "B"), why: fc.constantFrom("care", "emergency"), happened: fc.boolean(), action: fc.constantFrom("a.b", "c.d", "e.f") });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const stays = groupByStay(lines);
        expect(stays.flatMap((stay) => stay.lines)).toEqual(lines);
        for (const { lines: some, actions } of stays) {
          expect(new Set(some.map(({ who, name, why, happened }) => JSON.stringify([who, name, why, happened]))).size).toBe(1);
          expect(new Set(actions)).toEqual(new Set(some.map(({ action }) => action)));
        }
      }),
    );
  });

  it("groups lines by day and loses none", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), (times) => {
        const lines = times.map((atMs) => ({ atMs }));
        const groups = groupByDay(lines, (atMs) => String(Math.floor(atMs / 10)));
        expect(groups.flatMap((group) => group.lines)).toEqual(lines);
        for (const { day, lines: some } of groups) for (const { atMs } of some) expect(String(Math.floor(atMs / 10))).toBe(day);
      }),
    );
  });
});
