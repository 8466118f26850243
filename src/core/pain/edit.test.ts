import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addPlace, beginPainting, describePlace, mapToSave, paintFaces, redoPainting, removePlace, undoPainting, type Painting } from "./edit";
import { decodeFaces, encodeFaces } from "./face-set";
import { decideSavePain, EMPTY_MAP, FIGURE_FACES, PainMapContent, VERSIONS_MAX, type SavePainMap } from "./map";

const COUNT = FIGURE_FACES[1];
const facesAt = ({ map, at }: Painting): number[] => decodeFaces(map.marks[at]?.faces ?? "", COUNT) ?? [];
const step = fc.oneof(
  fc.record({ kind: fc.constant("paint" as const), faces: fc.array(fc.integer({ min: 0, max: COUNT - 1 }), { maxLength: 20 }), isErasing: fc.boolean() }),
  fc.record({ kind: fc.constant("say" as const), intensity: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ kind: fc.constant("add" as const) }),
  fc.record({ kind: fc.constant("remove" as const) }),
);
const take = (painting: Painting, each: typeof step extends fc.Arbitrary<infer S> ? S : never): Painting => {
  if (each.kind === "paint") return paintFaces(painting, each.faces, each.isErasing, COUNT);
  if (each.kind === "say") return describePlace(painting, { intensity: each.intensity });
  return each.kind === "add" ? addPlace(painting) : removePlace(painting, painting.at);
};

describe("painting, step by step", { timeout: 60_000 }, () => {
  it("PAIN-2: undo gives back what was there before each step, and redo what came after", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const stages = steps.reduce((all, each) => {
          const next = take(all.at(-1) ?? beginPainting(EMPTY_MAP), each);
          return next === all.at(-1) ? all : [...all, next];
        }, [beginPainting(EMPTY_MAP)]);
        let now = stages.at(-1) ?? beginPainting(EMPTY_MAP);
        for (const stage of stages.slice(0, -1).reverse()) {
          now = undoPainting(now);
          expect(now.map).toEqual(stage.map);
        }
        for (const stage of stages.slice(1)) {
          now = redoPainting(now);
          expect(now.map).toEqual(stage.map);
        }
      }),
    );
  });

  it("erasing takes away what was painted and nothing else", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(COUNT - 1), { maxLength: 50 }), fc.uniqueArray(fc.nat(COUNT - 1), { maxLength: 50 }), (painted, erased) => {
        const after = paintFaces(paintFaces(beginPainting(EMPTY_MAP), painted, false, COUNT), erased, true, COUNT);
        expect(facesAt(after)).toEqual(painted.filter((face) => !erased.includes(face)).sort((a, b) => a - b));
      }),
    );
  });

  it("typing is one step to take back, and painting another", () => {
    const painted = paintFaces(beginPainting(EMPTY_MAP), [1, 2], false, COUNT);
    const typed = [..."worse on stairs"].reduce((now, letter) => describePlace(now, { words: (now.map.marks[0]?.words ?? "") + letter }), painted);
    expect(typed.map.marks[0]?.words).toBe("worse on stairs");
    expect(typed.past).toHaveLength(2);
    expect(undoPainting(typed).map).toEqual(painted.map);
    const more = paintFaces(typed, [3], false, COUNT);
    expect(describePlace(more, { words: "x" }).past).toHaveLength(4);
  });

  it("what is saved fits what the server takes, and holds no empty place", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const map = mapToSave(steps.reduce(take, beginPainting(EMPTY_MAP)));
        expect(PainMapContent.parse(map)).toEqual(map);
        expect(decideSavePain({ visitState: "expected", version: 3 }, input({ baseVersion: 3, map }))).toEqual({ ok: true, value: 4 });
      }),
    );
    expect(mapToSave(addPlace(addPlace(beginPainting(EMPTY_MAP)))).marks).toEqual([]);
  });
});

const input = (more: Partial<SavePainMap>): SavePainMap => ({ visitId: "00000000-0000-4000-8000-000000000001" as SavePainMap["visitId"], baseVersion: 0, map: EMPTY_MAP, ...more });

describe("saving", () => {
  it.each(["ended", "cancelled", "missed", "anything"])("PAIN-4: nothing joins a visit that is %s", (visitState) => {
    expect(decideSavePain({ visitState, version: 0 }, input({}))).toMatchObject({ error: { code: "pain.closed" } });
  });

  it("PAIN-5: a save on another version than the newest is refused with both", () => {
    expect(decideSavePain({ visitState: "waiting", version: 2 }, input({ baseVersion: 1 }))).toMatchObject({ error: { kind: "stale", code: "pain.changed", params: { version: 2, given: 1 } } });
  });

  it("PAIN-2: a place that is not on the figure is refused", () => {
    const mark = { faces: encodeFaces([COUNT + 1]), intensity: null, qualities: [], since: null, pattern: null, radiatesTo: [], words: "" };
    expect(decideSavePain({ visitState: "waiting", version: 0 }, input({ map: { figure: 1, marks: [mark] } }))).toMatchObject({ error: { code: "pain.no_such_place" } });
  });

  it("tells whoever saves on and on", () => {
    expect(decideSavePain({ visitState: "waiting", version: VERSIONS_MAX }, input({ baseVersion: VERSIONS_MAX }))).toMatchObject({ error: { code: "pain.too_many_versions" } });
  });
});
