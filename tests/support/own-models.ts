// A model of a practice as it stands once it was looked at, without the worker.
import { randomUUID } from "node:crypto";
import type { AboutModel, ModelPlace, ModelWords } from "@/core/models/contract";
import { sealName } from "@/server/files/file-record";
import { db } from "@/server/kit/db";
import { convertModel } from "@/server/models/convert";
import { sealAbout } from "@/server/models/model-record";
import { cubeStl } from "./hostile-models";

export const CUBE_WORDS: ModelWords = {
  names: { clinical: { en: "Test cube", es: "Cubo de prueba" }, plain: { en: "Little cube", es: "" } },
  parts: [],
  source: "The practice",
  licence: "Our own",
};
export const CUBE_PLACE: ModelPlace = { unit: "mm", up: "+z", quarters: 0 };

/** A cube of 10 mm, named and ready; its bytes lie nowhere. */
export async function createOwnModel(practiceId: string, accountId: string, said: Pick<AboutModel, "words" | "place"> = { words: CUBE_WORDS, place: CUBE_PLACE }): Promise<string> {
  const made = await convertModel(cubeStl(10));
  if (!made.ok) throw new Error(made.error);
  const id = randomUUID();
  const level = async (name: string): Promise<string> => {
    const fileId = randomUUID();
    const nameSealed = await sealName(db(), { practiceId, patientId: null }, fileId, `${name}.glb`);
    const about = { purpose: "model_level", mediaType: "model/gltf-binary", byteCount: 10n, sha256: "0", storageKey: `${practiceId}/${fileId}` };
    await db().storedFile.create({ data: { id: fileId, practiceId, nameSealed, ...about, uploadedBy: accountId } });
    return fileId;
  };
  const files = { fullFileId: await level("full"), lightFileId: await level("light"), testFileId: await level("test") };
  const aboutSealed = await sealAbout(practiceId, id, { fileName: "cube.stl", facts: made.value.facts, ...said });
  await db().ownModel.create({ data: { id, practiceId, state: said.words === null ? "draft" : "ready", kind: "stl", aboutSealed, ...files, uploadedBy: accountId, createdAt: new Date() } });
  return id;
}
