import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/core/room/json";
import { registers } from "@/core/room/registers";
import type { Edit } from "@/core/room/undo";
import { createManualClock } from "@/room/manual-clock";
import { besideOf, besidesOf, canCompare, chooseCondition, conditionOf, mayChoose, putBeside, showPlace, sideOfModel } from "./condition-choice";
import { conditionListSchema } from "./condition-manifest";
import { cutsOf, joinUp, middleOf, setCut } from "./cuts";
import { place, reset, resetBy, show } from "./intents";
import { isShown, opacityOf } from "./looks";
import { manifestSchema, type AnatomyModel } from "./manifest";
import { findStructure } from "./models";
import { readTransform } from "./transform";
import { add, lengthOf, subtract, times, turned } from "./vector";
import { keptOf } from "./views";

const { models } = manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8")));
const modelOf = (id: string): AnatomyModel => {
  const model = models.find((each) => each.id === id);
  if (!model) throw new Error(`no ${id}`);
  return model;
};
const [heart, knee, body] = [modelOf("heart"), modelOf("knee"), modelOf("body")];

/** Registers, as edits leave them. */
function room() {
  const held = new Map<string, JsonValue>();
  const read = ((register: string) => held.get(register) ?? null) as never as Parameters<typeof conditionOf>[1];
  const write = (...edits: readonly Edit[]): void => edits.forEach(({ register, value }) => held.set(register, value as JsonValue));
  return { held, read, write };
}

describe("what a model has", () => {
  it("ANA-420: condition and grade are one choice; what is none shows the healthy organ, and putting the model back leaves it", () => {
    const { held, read, write } = room();
    expect(conditionOf(knee, read)).toBeNull();
    write(...chooseCondition(knee, read, { id: "meniscus-tear", grade: "grade-2" }));
    expect(conditionOf(knee, read)).toEqual({ id: "meniscus-tear", grade: "grade-2" });
    write(putBeside(knee, "healthy"));
    write(...reset(knee, read));
    expect([conditionOf(knee, read), besideOf(knee, read)]).toEqual([null, null]);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        held.set("model/knee/condition", value as JsonValue);
        held.set("model/knee/beside", value as JsonValue);
        const found = conditionOf(knee, read);
        expect(found === null || (typeof found.id === "string" && typeof found.grade === "string")).toBe(true);
        expect([null, "healthy", "mirror"]).toContain(besideOf(knee, read));
      }),
    );
  });

  it("ANA-421: a kept view holds what the model has and what stands beside it, as it holds its cuts", () => {
    const { held, read, write } = room();
    write(...chooseCondition(knee, read, { id: "meniscus-tear", grade: "grade-2" }), putBeside(knee, "mirror"));
    held.set("person/1/selection", { model: "knee", structure: "tibia" });
    expect([...keptOf(held).keys()].sort()).toEqual(["model/knee/beside", "model/knee/condition"]);
  });

  it("ANA-423: the healthy one stands beside what has something, the other side beside what lies on one side, and nothing else", () => {
    const { read, write } = room();
    expect([sideOfModel(heart), sideOfModel(knee), sideOfModel(body)]).toEqual([null, "left", null]);
    expect(besidesOf(heart, read)).toEqual([]);
    expect(besidesOf(knee, read)).toEqual(["mirror"]);
    write(putBeside(knee, "healthy"));
    expect(besideOf(knee, read)).toBeNull();
    write(...chooseCondition(knee, read, { id: "meniscus-tear", grade: "grade-2" }));
    expect(besideOf(knee, read)).toBe("healthy");
    write(...chooseCondition(knee, read, null));
    expect(read("model/knee/beside")).toBeNull();
    expect([canCompare(heart), canCompare(knee), canCompare(body)]).toEqual([true, true, false]);
  });

  it("ANA-424: the place of each condition of ours comes into the middle, large, seen from where it is seen best, with nothing that hides it", () => {
    for (const id of ["heart", "kidney", "knee", "lumbar-spine"]) {
      const model = modelOf(id);
      const { conditions } = conditionListSchema.parse(JSON.parse(readFileSync(`public/models/${id}/conditions.json`, "utf8")));
      for (const condition of conditions) {
        const { read, write } = room();
        write(...showPlace(model, read, 1, condition));
        const { p, q, s } = readTransform(read(registers.transform(id)));
        const { min, max } = model.boundsM;
        const seenAt = add(p, times(turned(q, subtract(condition.lookAtM, times([min[0] + max[0], min[1] + max[1], min[2] + max[2]], 0.5))), s));
        expect(lengthOf(seenAt), id).toBeLessThan(1e-9);
        const towards = turned(q, condition.lookFrom);
        expect(towards[2] / lengthOf(towards), id).toBeCloseTo(1, 9);
        // Nothing stands on its head: up stays up as far as the look allows.
        expect(turned(q, [0, 1, 0])[1], id).toBeGreaterThanOrEqual(0);
        expect(s).toBeGreaterThan(2);
        for (const hidden of condition.hiddenBy) expect(isShown(model, findStructure(model, hidden)!, read), hidden).toBe(hidden === condition.part);
        // What it lies in is no riddle: it is there as glass.
        const own = findStructure(model, condition.part)!;
        expect(opacityOf(model, own, read) < 0.5, id).toBe(condition.hiddenBy.includes(own.id));
        expect(read(registers.selection(1))).toEqual({ model: id, structure: condition.part });
        // A cut that has taken it away goes; one that has not stays.
        const at = subtract(condition.lookAtM, middleOf(model));
        write(setCut(0, { n: [0, 0, 1], d: at[2] - 0.004 }), setCut(1, { n: [0, 0, 1], d: at[2] + 0.004 }), ...show(model, condition.part, false));
        write(...showPlace(model, read, 1, condition));
        expect([cutsOf(model, read)[0], cutsOf(model, read)[1] !== null, isShown(model, own, read)], id).toEqual([null, true, true]);
        write(...joinUp(read));
        write(...place(model, { p: [0, 0, 0], q: [0, 0, 0, 1], s: 5 }));
        write(...showPlace(model, read, 1, condition));
        expect(readTransform(read(registers.transform(id))).s, "what is larger stays so").toBe(5);
        write(...chooseCondition(model, read, { id: condition.id, grade: condition.grades[0]?.id ?? "" }), putBeside(model, "healthy"));
        write(...showPlace(model, read, 1, condition));
        expect(readTransform(read(registers.transform(id))).s, "two have to be in sight").toBe(1.2);
      }
    }
  });

  it("ANA-420: it is the clinician's to choose, and whoever presents", async () => {
    const { createLocalScene } = await import("@/room/scene/local-scene");
    const seats = new Map([[1, { role: "clinician" as const }], [2, { role: "patient" as const }]]);
    const scene = createLocalScene({ actor: 1, seats, clock: createManualClock(), onOps: () => undefined });
    expect([mayChoose(scene.state, 1), mayChoose(scene.state, 2)]).toEqual([true, false]);
    scene.present(2);
    expect(mayChoose(scene.state, 2)).toBe(true);
    // "Put back" is everybody's, and leaves a condition that is not theirs.
    scene.dispatch([{ register: "model/heart/condition", value: { id: "coronary-stenosis", grade: "mild" } }, { register: "model/heart/xray", value: true }]);
    scene.present(null);
    const back = (actor: number) => resetBy(heart, { state: scene.state, actor, get: (register) => scene.get(register) }).map(({ register }) => register);
    expect([back(1), back(2)]).toEqual([["model/heart/xray", "model/heart/condition"], ["model/heart/xray"]]);
    scene.close();
  });
});
