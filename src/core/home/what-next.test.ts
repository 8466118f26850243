import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { setupLeft } from "./setup";
import { NEXT_KINDS, OVERDUE_MS, SOON_MS, URGENCIES, whatNext, type Finding } from "./what-next";

const NOW = Date.UTC(2026, 10, 26, 9);

describe("what is next", () => {
  it("leaves out what there is none of, and is empty when there is nothing", () => {
    expect(whatNext([{ kind: "note_unsigned", count: 0 }, { kind: "duplicate_likely", count: 0 }], NOW)).toEqual([]);
  });

  it("puts what can't wait first, then the order of the kinds, then the oldest", () => {
    const kinds = whatNext(
      [
        { kind: "duplicate_likely", count: 3 },
        { kind: "contact_missing", count: 1, id: "p" },
        { kind: "registration_pending", count: 2, atMs: NOW - 1_000 },
        { kind: "mail_undelivered", count: 1 },
      ],
      NOW,
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(["mail_undelivered", "registration_pending", "contact_missing", "duplicate_likely"]);
  });

  it("what has waited for two days is urgent, and not a moment before", () => {
    const urgencyAt = (atMs: number) => whatNext([{ kind: "note_unsigned", count: 1, id: "v", atMs }], NOW)[0]?.urgency;
    expect(urgencyAt(NOW - OVERDUE_MS)).toBe("now");
    expect(urgencyAt(NOW - OVERDUE_MS + 1)).toBe("today");
  });

  it("a visit is urgent a quarter of an hour before it begins, and waits for another day", () => {
    const urgencyAt = (atMs: number) => whatNext([{ kind: "visit_to_interpret", count: 1, atMs }], NOW)[0]?.urgency;
    expect(urgencyAt(NOW + SOON_MS)).toBe("now");
    expect(urgencyAt(NOW + SOON_MS + 1)).toBe("today");
    expect(urgencyAt(NOW + 25 * 3_600_000)).toBe("later");
  });

  it("of summaries the newest comes first, of everything else what has waited longest", () => {
    const order = (kind: "summary_new" | "proxy_visit_next") =>
      whatNext([1, 2].map((day) => ({ kind, count: 1, id: String(day), atMs: NOW - (10 - day) * 86_400_000 })), NOW).map(({ atMs }) => atMs);
    expect(order("summary_new")).toEqual([NOW - 8 * 86_400_000, NOW - 9 * 86_400_000]);
    expect(order("proxy_visit_next")).toEqual([NOW - 9 * 86_400_000, NOW - 8 * 86_400_000]);
  });

  it("leads to the one thing, or to no page where it is unknown", () => {
    const hrefOf = (finding: Finding) => whatNext([finding], NOW)[0]?.href;
    expect(hrefOf({ kind: "summary_new", count: 1, id: "v1" })).toBe("/visit/v1/summary");
    expect(hrefOf({ kind: "mail_undelivered", count: 1 })).toBeNull();
    expect(hrefOf({ kind: "emergency_to_review", count: 1 })).toBe("/review");
    expect(hrefOf({ kind: "setup_left", count: 2, id: "services" })).toBe("/settings/services");
  });

  it("is ordered the same whatever the order of the findings, with one card for each", () => {
    const finding = fc.record({
      kind: fc.constantFrom(...NEXT_KINDS),
      count: fc.integer({ min: 0, max: 9 }),
      id: fc.option(fc.uuid(), { nil: null }),
      atMs: fc.option(fc.integer({ min: NOW - 10 * OVERDUE_MS, max: NOW + 10 * OVERDUE_MS }), { nil: null }),
    });
    const byKind = fc.uniqueArray(finding, { selector: ({ kind }) => kind });
    fc.assert(
      fc.property(byKind, (findings) => {
        const cards = whatNext(findings, NOW);
        expect(whatNext([...findings].reverse(), NOW)).toEqual(cards);
        expect(cards).toHaveLength(findings.filter(({ count }) => count > 0).length);
        const ranks = cards.map(({ urgency }) => URGENCIES.indexOf(urgency));
        expect(ranks).toEqual([...ranks].sort());
      }),
    );
  });
});

describe("what is left to set up", () => {
  it("names the pages in the order in which it is best done", () => {
    expect(setupLeft({ services: 0, clinicians: 0, telehealthTexts: 0, hasPhone: false })).toEqual(["practice", "staff", "services", "consents"]);
    expect(setupLeft({ services: 1, clinicians: 1, telehealthTexts: 1, hasPhone: true })).toEqual([]);
  });
});
