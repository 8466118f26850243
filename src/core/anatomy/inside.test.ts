import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { registers } from "@/core/room/registers";
import type { Edit } from "@/core/room/undo";
import { beatAt } from "./beating";
import { presetCut, pullApart, setCut } from "./cuts";
import { isOpened } from "./inside";
import { setXray, show } from "./intents";
import { closedLooksOf } from "./looks";
import { manifestSchema } from "./manifest";

const { models } = manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8")));
const heart = models.find(({ id }) => id === "heart");
if (!heart) throw new Error("no heart");

const openedBy = (edits: readonly Edit[], isChosen = false): boolean => {
  const values = new Map(edits.map(({ register, value }) => [register, value]));
  return isOpened(heart, (register) => values.get(register), isChosen);
};

describe("what opens a model", () => {
  it("ANA-651: a whole heart is closed, wherever it stands and whatever its colours", () => {
    expect(openedBy([])).toBe(false);
    expect(openedBy([{ register: registers.transform("heart"), value: { p: [0.1, 0, 0], q: [0, 0, 0, 1], s: 2 } }])).toBe(false);
    expect(openedBy([{ register: registers.colour("heart", "left-ventricle"), value: "#004488" }])).toBe(false);
    expect(openedBy(show(heart, "left-ventricle-blood", false))).toBe(false);
    expect(openedBy([{ register: registers.explode("knee"), value: 1 }])).toBe(false);
  });

  it.each<[string, readonly Edit[]]>([
    ["a part that is hidden", show(heart, "left-atrium", false)],
    ["blood that is shown", show(heart, "left-ventricle-blood", true)],
    ["a part that is faded", [{ register: registers.opacity("heart", "left-atrium"), value: 0.4 }]],
    ["the whole seen through", setXray(heart, true)],
    ["a cut", [setCut(1, presetCut("frontal"))]],
    ["parts pulled apart", [pullApart(heart, 0.2)]],
    ["a beat", [beatAt(heart, null, 70, 0)]],
  ])("ANA-651: %s opens it", (_what, edits) => {
    expect(openedBy(edits)).toBe(true);
  });

  it("ANA-651: a part that anybody has chosen opens it: what is done with it is next", () => {
    expect(openedBy([], true)).toBe(true);
  });
});

describe("a model whose inside is not here", () => {
  it("ANA-652: is drawn as if nothing of it were hidden, faded or seen through, in the colours that it was given", () => {
    const edits = [...setXray(heart, true), ...show(heart, "left-atrium", false), { register: registers.colour("heart", "right-atrium"), value: "#004488" }];
    const values = new Map<string, Edit["value"]>(edits.map(({ register, value }) => [register, value]));
    const looks = closedLooksOf(heart, (register) => values.get(register));
    for (const look of looks) expect(look).toMatchObject({ isVisible: !look.id.endsWith("-blood"), style: "solid", colour: look.id === "right-atrium" ? "#004488" : null });
    expect(looks).toHaveLength(heart.structures.length);
  });
});
