import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { LEVEL_NAMES, type LevelName } from "@/core/models/contract";
import type { ModelProblem } from "@/core/models/limits";
import type { PracticeId } from "@/core/kit/ids";
import type { OwnModel } from "@/generated/prisma/client";
import { objectStore } from "../files/choose-store";
import { sealName } from "../files/file-record";
import { openBytes } from "../files/give";
import { sealFile } from "../files/sealed-stream";
import { db, type Tx } from "../kit/db";
import { emit } from "../kit/emit";
import { addJob, JOBS } from "../kit/jobs";
import type { Converted } from "./convert";
import { holdModel, openAbout, sealAbout } from "./model-record";
import { runConverter } from "./run-converter";

/** How long the file as it came is kept once it was looked at. */
export const ORIGINAL_MS = 60_000;
/** When to come back while another model is looked at: one at a time, as each takes memory. */
const BUSY_MS = 3_000;

let isBusy = false;

/** Job `model`: looks at what was brought in, and a while later lets go of the file as it came. */
export async function deliverModel(payload: unknown, nowMs: number): Promise<void> {
  const { modelId } = JOBS.model.parse(payload);
  const row = await db().ownModel.findUnique({ where: { id: modelId } });
  if (row === null) return;
  if (row.state !== "checking") return dropOriginal(row, nowMs);
  if (isBusy) return addJob(db(), "model", { modelId }, { jobKey: `model:${modelId}:later`, runAtMs: nowMs + BUSY_MS });
  isBusy = true;
  try {
    await convert(row, process.argv[1] ?? "");
  } finally {
    isBusy = false;
  }
}

/** The file as it came may say whose it is; once it is made ours, or refused, nobody needs it any more (ANA-503). */
async function dropOriginal({ id, practiceId }: OwnModel, nowMs: number): Promise<void> {
  await db().storedFile.updateMany({ where: { id, practiceId, purpose: "model", deletedAt: null }, data: { deletedAt: new Date(nowMs) } });
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

interface Stored {
  readonly id: string;
  readonly storageKey: string;
  readonly bytes: Uint8Array;
}

async function storeLevels({ practiceId }: OwnModel, files: Converted["files"]): Promise<Readonly<Record<LevelName, Stored>>> {
  const store = objectStore();
  if (store === null) throw new Error("files can't be kept on this installation");
  const put = async (name: LevelName): Promise<Stored> => {
    const [id, storageKey, bytes] = [randomUUID(), `${practiceId}/${randomUUID()}`, files[name]];
    await store.put(storageKey, await sealFile(db(), { practiceId, patientId: null, fileId: id }, whole(bytes)));
    return { id, storageKey, bytes };
  };
  return { full: await put("full"), light: await put("light"), test: await put("test") };
}

async function takeLevel(tx: Tx, { practiceId, uploadedBy }: OwnModel, name: LevelName, { id, storageKey, bytes }: Stored): Promise<void> {
  const nameSealed = await sealName(tx, { practiceId, patientId: null }, id, `${name}.glb`);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await tx.storedFile.create({ data: { id, practiceId, patientId: null, purpose: "model_level", nameSealed, mediaType: "model/gltf-binary", byteCount: BigInt(bytes.length), sha256, storageKey, uploadedBy } });
}

/** One look at a model, whose end is a draft, or a reason. What was removed meanwhile stays removed. */
async function convert(row: OwnModel, program: string): Promise<void> {
  const bytes = await openBytes(row.id);
  const result = bytes === null ? ({ ok: false, error: "broken" as ModelProblem } as const) : await runConverter(program, bytes);
  const stored = result.ok ? await storeLevels(row, result.value.files) : null;
  await db().$transaction(async (tx) => {
    const held = await holdModel(tx, row.practiceId, row.id);
    if (held?.state !== "checking") return;
    if (!result.ok) await tx.ownModel.update({ where: { id: row.id }, data: { state: "refused", problem: result.error, version: { increment: 1 } } });
    else if (stored !== null) {
      for (const name of LEVEL_NAMES) await takeLevel(tx, row, name, stored[name]);
      const aboutSealed = await sealAbout(row.practiceId, row.id, { ...(await openAbout(held)), facts: result.value.facts });
      const files = { fullFileId: stored.full.id, lightFileId: stored.light.id, testFileId: stored.test.id };
      await tx.ownModel.update({ where: { id: row.id }, data: { state: "draft", aboutSealed, ...files, version: { increment: 1 } } });
    }
    await addJob(tx, "model", { modelId: row.id }, { jobKey: `model:${row.id}:drop`, runAtMs: Date.now() + ORIGINAL_MS });
    await emit(tx, "model.changed", { practiceId: row.practiceId as PracticeId });
  });
}
