import "server-only";
import type { Facts } from "@/core/access/policy";
import { AboutModel, MODEL_STATES, type LevelName, type OwnModelId, type OwnModelView } from "@/core/models/contract";
import type { ModelRecord } from "@/core/models/decide";
import { MODEL_PROBLEMS } from "@/core/models/limits";
import type { PracticeId } from "@/core/kit/ids";
import type { OwnModel } from "@/generated/prisma/client";
import type { Tx } from "../kit/db";
import { openForPractice, sealForPractice } from "../kit/sealing";

const aboutPlace = (id: string) => ({ table: "own_model", row: id, field: "about_sealed" });

/** Seals what is known and said of a model with the practice's key. */
export function sealAbout(practiceId: string, id: string, about: AboutModel): Promise<Uint8Array<ArrayBuffer>> {
  return sealForPractice(practiceId, aboutPlace(id), JSON.stringify(about));
}

/** What is known and said of a model. */
export async function openAbout(row: OwnModel): Promise<AboutModel> {
  return AboutModel.parse(JSON.parse(new TextDecoder().decode(await openForPractice(row.practiceId, aboutPlace(row.id), row.aboutSealed))));
}

/** The stored state; anything else in the column is a bug and throws. */
export function stateOf(row: OwnModel): ModelRecord["state"] {
  const state = MODEL_STATES.find((each) => each === row.state);
  if (state === undefined) throw new Error("an unknown state of a model");
  return state;
}

/** The stored kind of file. */
export const kindOf = (row: OwnModel): "glb" | "stl" => (row.kind === "glb" ? "glb" : "stl");

/** A model as decisions need it. */
export async function recordOf(row: OwnModel): Promise<ModelRecord> {
  return { state: stateOf(row), version: row.version, about: await openAbout(row), removedAtMs: row.removedAt?.getTime() ?? null };
}

/** The files of a model's surface; null: there are none. */
export function levelFiles({ fullFileId, lightFileId, testFileId }: OwnModel): Readonly<Record<LevelName, string>> | null {
  return fullFileId === null || lightFileId === null || testFileId === null ? null : { full: fullFileId, light: lightFileId, test: testFileId };
}

/** To whom a model belongs: its practice. */
export const modelFacts = (row: OwnModel): Facts => ({ practiceId: row.practiceId as PracticeId });

/** A model of a practice, held until the transaction ends. */
export async function holdModel(tx: Tx, practiceId: string, modelId: string): Promise<OwnModel | null> {
  await tx.$queryRaw`select 1 from own_model where practice_id = ${practiceId}::uuid and id = ${modelId}::uuid for no key update`;
  return tx.ownModel.findFirst({ where: { practiceId, id: modelId } });
}

/** A model as a list shows it. */
export async function modelView(row: OwnModel, byName: string | null, mayChange: boolean): Promise<OwnModelView> {
  return {
    ...(await openAbout(row)),
    modelId: row.id as OwnModelId,
    state: stateOf(row),
    kind: kindOf(row),
    problem: MODEL_PROBLEMS.find((each) => each === row.problem) ?? null,
    byName,
    createdAtMs: row.createdAt.getTime(),
    version: row.version,
    mayChange,
  };
}
