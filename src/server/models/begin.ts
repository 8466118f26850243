import "server-only";
import type { PracticeId } from "@/core/kit/ids";
import type { StoredFile } from "@/generated/prisma/client";
import type { WriteContext } from "../kit/context";
import { sealAbout } from "./model-record";

/** A model's bytes are in: puts it on the practice's list and has the worker look at it, in the write's own transaction. */
export async function beginModel(ctx: WriteContext, file: StoredFile, kind: "glb" | "stl", fileName: string): Promise<void> {
  const { id, practiceId, uploadedBy } = file;
  const aboutSealed = await sealAbout(practiceId, id, { fileName, facts: null, words: null, place: null });
  await ctx.tx.ownModel.create({ data: { id, practiceId, state: "checking", kind, aboutSealed, uploadedBy, createdAt: new Date(ctx.nowMs) } });
  await ctx.enqueue("model", { modelId: id }, { jobKey: `model:${id}` });
  await ctx.emit("model.changed", { practiceId: practiceId as PracticeId });
}
