import { conditionListSchema, type ConditionList, type GradeFile } from "@/core/anatomy/condition-manifest";
import { conditionsPath, findGrade, hasConditions, structuresWith } from "@/core/anatomy/conditions";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ModelFault } from "@/core/anatomy/scene-status";
import { err, ok, type Result } from "@/core/kit/result";
import type { ConditionValue } from "@/core/room/values";
import { keepConditioned } from "./conditioned";

// Loaded with the first condition that anybody chooses, and with the list of them.

const lists = new Map<string, ConditionList>();
const made = new Map<string, AnatomyModel>();

/** The conditions of a model: fetched once, and judged. One of ours without any has none. */
export async function loadConditions(modelId: string, signal?: AbortSignal): Promise<Result<ConditionList, ModelFault>> {
  if (!hasConditions(modelId)) return ok({ conditions: [] });
  const before = lists.get(modelId);
  if (before) return ok(before);
  const response = await fetch(conditionsPath(modelId), { signal }).catch(() => null);
  // A model whose conditions nobody has drawn yet has no list.
  if (response?.status === 404) return ok({ conditions: [] });
  if (!response?.ok) return err("network");
  const parsed = conditionListSchema.safeParse(await response.json().catch(() => null));
  if (!parsed.success || parsed.data.conditions.some(({ model }) => model !== modelId)) return err("corrupt");
  lists.set(modelId, parsed.data);
  return ok(parsed.data);
}

async function loadFile({ file, bytes, sha256 }: GradeFile, signal?: AbortSignal): Promise<Result<Uint8Array<ArrayBuffer>, ModelFault>> {
  const response = await fetch(`/models/${file}`, { signal }).catch(() => null);
  if (!response?.ok) return err("network");
  const buffer = await response.arrayBuffer().catch(() => null);
  if (buffer === null) return err("network");
  if (buffer.byteLength !== bytes) return err("corrupt");
  // Browsers offer digests only to secure origins; a page opened over plain HTTP checks the length alone.
  if (!globalThis.crypto?.subtle) return ok(new Uint8Array(buffer));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex === sha256 ? ok(new Uint8Array(buffer)) : err("corrupt");
}

/**
 * The model as it shows a condition in a grade: the same object for the same choice. Everything that it is drawn from
 * is here and judged before it is given out, so that nobody reads of a condition and sees a healthy organ (ANA-422).
 */
export async function loadConditioned(healthy: AnatomyModel, choice: Readonly<ConditionValue>, signal?: AbortSignal): Promise<Result<AnatomyModel, ModelFault | "absent">> {
  const key = `${healthy.sha256}/${healthy.id}/${choice.id}/${choice.grade}`;
  const before = made.get(key);
  if (before) return ok(before);
  const list = await loadConditions(healthy.id, signal);
  if (!list.ok) return list;
  const found = findGrade(list.value, choice.id, choice.grade);
  if (!found) return err("absent");
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const file of [...found.grade.files.full, ...found.grade.files.light]) {
    if (files.has(file.file)) continue;
    const loaded = await loadFile(file, signal);
    if (!loaded.ok) return loaded;
    files.set(file.file, loaded.value);
  }
  const model: AnatomyModel = { ...healthy, structures: structuresWith(healthy, found.grade) };
  keepConditioned(model, { healthy, ...found, files });
  made.set(key, model);
  return ok(model);
}
