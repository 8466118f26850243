import { Box3 } from "three";
import { describe, expect, it } from "vitest";
import { manifestLine } from "@/core/models/manifest-line";
import type { ModelPlace } from "@/core/models/contract";
import { convertModel } from "./convert";
import { cubeStl } from "../../../tests/support/hostile-models";
import { AnatomyModelObject } from "@/xr/anatomy/anatomy-model";
import { unpackStructures } from "@/xr/anatomy/load-model";

async function sidesInRoom(place: ModelPlace): Promise<number[]> {
  const made = await convertModel(cubeStl(10));
  if (!made.ok) throw new Error(made.error);
  const about = { fileName: "cube.stl", facts: made.value.facts, words: null, place };
  const model = manifestLine({ modelId: "6f9619ff-8b86-4011-b42d-00c04fc964ff", kind: "stl", about, folder: "own/session/x" });
  if (model === null) throw new Error("a cube can be drawn");
  const structures = await unpackStructures(model, new Uint8Array(made.value.files.full));
  const object = new AnatomyModelObject(structures, [0, 0, 0], model.isTwoSided);
  const { min, max } = new Box3().setFromObject(object);
  return [max.x - min.x, max.y - min.y, max.z - min.z];
}

describe("a practice's own model in the room", () => {
  it.each([["mm", 0.01], ["cm", 0.1], ["m", 10], ["in", 0.254]] as const)("ANA-504: a cube of 10 in %s measures %f m, whichever way is up", async (unit, sideM) => {
    for (const place of [{ unit, up: "+z", quarters: 0 }, { unit, up: "-x", quarters: 3 }] as const) {
      for (const side of await sidesInRoom(place)) expect(Math.abs(side / sideM - 1)).toBeLessThan(0.001);
    }
  });
});
