import { describe, expect, it } from "vitest";
import { chooseModel } from "@/core/anatomy/choose-model";
import { presetCut, pullApart, setCut } from "@/core/anatomy/cuts";
import { registers } from "@/core/room/registers";
import { createManualClock } from "../manual-clock";
import { createSoloScene } from "./solo";

describe("another model takes the place of one that is cut open", () => {
  it("ANA-109: it comes whole, what belongs to the first alone stays, and one step of undo brings back both", () => {
    const scene = createSoloScene(createManualClock());
    const read = (register: string) => scene.get(register);
    const cuts = () => [0, 1, 2].map((index) => read(`cut/${index}`) ?? null);
    scene.dispatch([setCut(0, presetCut("frontal")), setCut(2, presetCut("sagittal")), pullApart({ id: "heart" }, 0.5)]);
    const before = cuts();
    expect(before.filter((plane) => plane !== null)).toHaveLength(2);
    scene.dispatch(chooseModel("kidney", read));
    expect([read(registers.model), ...cuts()]).toEqual(["kidney", null, null, null]);
    expect(read("model/heart/explode")).toBe(0.5);
    scene.undo();
    expect([read(registers.model) ?? null, cuts()]).toEqual([null, before]);
    scene.close();
  });

  it("ANA-109: the one that is there already stays cut as it is", () => {
    const scene = createSoloScene(createManualClock());
    const read = (register: string) => scene.get(register);
    scene.dispatch(chooseModel("knee", read));
    scene.dispatch(setCut(1, presetCut("transverse")));
    scene.dispatch(chooseModel("knee", read));
    expect(read("cut/1")).toMatchObject({ on: true });
    scene.dispatch(chooseModel(null, read));
    expect([read(registers.model) ?? null, read("cut/1") ?? null]).toEqual([null, null]);
    scene.close();
  });
});
