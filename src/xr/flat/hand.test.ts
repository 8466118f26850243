import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { manifestSchema } from "@/core/anatomy/manifest";
import { HOME, readTransform, type ModelTransform } from "@/core/anatomy/transform";
import { listViews } from "@/core/anatomy/views";
import { registers } from "@/core/room/registers";
import { keepViewNow, showKeptView } from "@/room/scene/kept-views";
import { createSoloScene } from "@/room/scene/solo";
import type { OwnFigure } from "../people/own-figure";
import type { StageView } from "../stage/stage-view";
import { createModelHand } from "./hand";

const [model] = manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8"))).models;
if (!model) throw new Error("a hand needs a model");
const larger: ModelTransform = { ...HOME, s: 1.12 };

function holding() {
  const scene = createSoloScene();
  const now = (): ModelTransform => readTransform(scene.get(registers.transform(model!.id)));
  const view = { get transform() { return now(); }, setHeld: () => undefined } as unknown as StageView;
  const hand = createModelHand({ scene, model: model!, view, figure: { setHeld: () => undefined } as unknown as OwnFigure, onLocked: () => undefined });
  return { scene, hand, now };
}

describe("a hand that lets go", () => {
  it("leaves the model where it brought it, as one step of undo", () => {
    const { scene, hand, now } = holding();
    hand.begin();
    for (const s of [1.04, 1.08, 1.12]) hand.move({ ...HOME, s });
    hand.end();
    expect(now().s).toBeCloseTo(1.12, 4);
    scene.undo();
    expect(now()).toEqual(HOME);
    scene.close();
  });

  it("ANA-310: a kept view that comes a moment after the last key stays, and the hand does not put the model back", () => {
    const { scene, hand, now } = holding();
    expect(keepViewNow(scene, { name: "", side: null, picture: null })).toHaveProperty("id");
    const [kept] = listViews(scene.state, scene.actor);
    if (!kept) throw new Error("no view was kept");
    hand.begin();
    hand.move(larger);
    expect(showKeptView(scene, kept)).toBeNull();
    expect(now()).toEqual(HOME);
    hand.end();
    expect(now()).toEqual(HOME);
    expect(hand.isBusy).toBe(false);
    scene.close();
  });
});
