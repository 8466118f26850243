import { type Result, err, ok } from "@/core/kit/result";
import type { Manifest } from "@/core/anatomy/manifest";
import { MANIFEST_PATH } from "@/core/anatomy/models";
import type { ModelFault } from "@/core/anatomy/scene-status";

/** Loads what judges a manifest: it comes with the models, so that the room need not wait for it. */
export const loadManifestCheck = () => import("@/core/anatomy/manifest");

/** Fetches the list of models that this installation serves, and checks its shape. */
export async function fetchManifest(signal?: AbortSignal): Promise<Result<Manifest, ModelFault>> {
  const response = await fetch(MANIFEST_PATH, { signal }).catch(() => null);
  if (!response?.ok) return err("network");
  const [check, list] = await Promise.all([loadManifestCheck().catch(() => null), response.json().catch(() => null)]);
  if (check === null) return err("network");
  const parsed = check.manifestSchema.safeParse(list);
  return parsed.success ? ok(parsed.data) : err("corrupt");
}
