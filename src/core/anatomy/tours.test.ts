import { describe, expect, it } from "vitest";
import { decideRetireTour, decideSaveTour, PRACTICE_TOURS_MAX, SaveTourInput, TOUR_LIMITS, type TourContent } from "./tours";

const stop = { registers: { "model/heart/xray": true, "room/model": "heart" }, side: { aroundRad: 0.5, aboveRad: 0.1 }, words: { en: "Here it leaks.", es: "" }, picture: "/9j/4AAQ" };
const content: TourContent = { title: { en: "A valve that leaks", es: "Una válvula que pierde" }, stops: [stop] };
const fresh = { version: 0, isRetired: false, others: 0 };
const code = (answer: ReturnType<typeof decideSaveTour>): string | null => (answer.ok ? null : answer.error.code);

describe("tours of a practice", () => {
  it("ANA-320: a tour has a title and words at every stop, in one language at least", () => {
    expect(decideSaveTour(fresh, { version: 0, content })).toEqual({ ok: true, value: { content, version: 1 } });
    expect(code(decideSaveTour(fresh, { version: 0, content: { ...content, title: { en: "", es: "" } } }))).toBe("anatomy.tour_untitled");
    expect(code(decideSaveTour(fresh, { version: 0, content: { ...content, stops: [] } }))).toBe("anatomy.tour_empty");
    expect(code(decideSaveTour(fresh, { version: 0, content: { ...content, stops: [stop, { ...stop, words: { en: "", es: "" } }] } }))).toBe("anatomy.tour_wordless");
    expect(code(decideSaveTour(fresh, { version: 0, content: { ...content, stops: [{ ...stop, words: { en: "", es: "Aquí pierde." } }] } }))).toBeNull();
  });

  it("ANA-320: a stop holds only what a scene can show: models, looks, cuts, and nobody's rights or pointing", () => {
    const wrong: readonly TourContent["stops"][number]["registers"][] = [{ "room/policy": { allow: "all", fence: [] } }, { "person/1/selection": { model: "heart", structure: null } }, { "model/heart/xray": "yes" }, { "model//xray": true }, { "later/kind": 1 }];
    for (const registers of wrong) {
      expect(code(decideSaveTour(fresh, { version: 0, content: { ...content, stops: [{ ...stop, registers }] } }))).toBe("anatomy.tour_unshowable");
    }
  });

  it("ANA-320: more stops, words or pictures than a tour can have are refused by name", () => {
    const input = (stops: readonly object[]) => SaveTourInput.safeParse({ tourId: "00000000-0000-4000-8000-000000000000", version: 0, content: { ...content, stops } });
    expect(input([stop]).success).toBe(true);
    expect(input(Array.from({ length: TOUR_LIMITS.stops + 1 }, () => stop)).success).toBe(false);
    expect(input([{ ...stop, words: { en: "x".repeat(TOUR_LIMITS.words + 1), es: "" } }]).success).toBe(false);
    expect(input([{ ...stop, picture: `/9j/${"A".repeat(TOUR_LIMITS.picture)}` }]).success).toBe(false);
    expect(input([{ ...stop, picture: "iVBORw0KGgo=" }]).success).toBe(false);
    expect(code(decideSaveTour({ ...fresh, others: PRACTICE_TOURS_MAX }, { version: 0, content }))).toBe("anatomy.tours_too_many");
  });

  it("ANA-321: who saves or retires names the version they saw; a retired tour is neither saved nor retired", () => {
    expect(decideSaveTour({ ...fresh, version: 3 }, { version: 2, content })).toMatchObject({ ok: false, error: { kind: "stale", params: { version: 3, given: 2 } } });
    expect(decideSaveTour({ ...fresh, version: 3 }, { version: 3, content })).toMatchObject({ ok: true, value: { version: 4 } });
    expect(code(decideSaveTour({ ...fresh, version: 3, isRetired: true }, { version: 3, content }))).toBe("anatomy.tour_gone");
    expect(decideRetireTour({ version: 3, isRetired: false }, 3).ok).toBe(true);
    expect(decideRetireTour({ version: 3, isRetired: false }, 2)).toMatchObject({ ok: false, error: { kind: "stale" } });
    expect(decideRetireTour({ version: 3, isRetired: true }, 3)).toMatchObject({ ok: false, error: { kind: "gone" } });
  });
});
