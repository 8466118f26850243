import { type Result, err, ok } from "@/core/kit/result";
import { MANIFEST_PATH, manifestSchema, type Manifest } from "@/core/anatomy/manifest";
import type { ModelFault } from "@/core/anatomy/scene-status";

/** Fetches the list of models that this installation serves, and checks its shape. */
export async function fetchManifest(signal?: AbortSignal): Promise<Result<Manifest, ModelFault>> {
  const response = await fetch(MANIFEST_PATH, { signal }).catch(() => null);
  if (!response?.ok) return err("network");
  const parsed = manifestSchema.safeParse(await response.json().catch(() => null));
  return parsed.success ? ok(parsed.data) : err("corrupt");
}
