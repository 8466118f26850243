import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/core/room/json";
import type { Edit } from "@/core/room/undo";
import { createManualClock } from "@/room/manual-clock";
import { besideOf, besidesOf, canCompare, chooseCondition, conditionOf, mayChoose, putBeside, sideOfModel } from "./condition-choice";
import { reset, resetBy } from "./intents";
import { manifestSchema, type AnatomyModel } from "./manifest";
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
