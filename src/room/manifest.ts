import type { ActorClaim } from "@/core/access/claim";
import { type Result, err, ok } from "@/core/kit/result";
import type { AnatomyModel, Manifest } from "@/core/anatomy/manifest";
import { ATLAS_PATH, findModel, isOwn, isPulled, MANIFEST_PATH } from "@/core/anatomy/models";
import type { ModelFault } from "@/core/anatomy/scene-status";

/** Loads what judges a manifest: it comes with the models, so that the room need not wait for it. */
export const loadManifestCheck = () => import("@/core/anatomy/manifest");

let sayListed: () => void = () => undefined;

/** Settles with the first answer to a list of models: what comes with them need not be waited for before. */
export const whenListed = new Promise<void>((resolve) => {
  sayListed = resolve;
});

type Check = Awaited<ReturnType<typeof loadManifestCheck>>;

async function fetchList(path: string, schemaOf: (check: Check) => Check["manifestSchema"] | Check["atlasSchema"], signal?: AbortSignal): Promise<Result<Manifest, ModelFault>> {
  const response = await fetch(path, { signal }).catch(() => null);
  sayListed();
  if (!response?.ok) return err("network");
  const [check, list] = await Promise.all([loadManifestCheck().catch(() => null), response.json().catch(() => null)]);
  if (check === null) return err("network");
  const parsed = schemaOf(check).safeParse(list);
  return parsed.success ? ok(parsed.data) : err("corrupt");
}

/** Fetches the list of models that this installation serves, and checks its shape. */
export function fetchManifest(signal?: AbortSignal): Promise<Result<Manifest, ModelFault>> {
  return fetchList(MANIFEST_PATH, (check) => check.manifestSchema, signal);
}

/** Fetches the list of pulled models, which may be empty. */
export function fetchAtlas(signal?: AbortSignal): Promise<Result<Manifest, ModelFault>> {
  return fetchList(ATLAS_PATH, (check) => check.atlasSchema, signal);
}

let speaksFor: ActorClaim = { kind: "session" };

/** For whom this page asks for the practice's own models: who came by a link speaks for their visit. */
export function askOwnModelsFor(as: ActorClaim): void {
  speaksFor = as;
}

/** The description of one model, wherever it is listed. `absent`: this installation does not have it. */
export async function fetchModel(id: string, signal?: AbortSignal): Promise<Result<AnatomyModel, ModelFault | "absent">> {
  if (isOwn(id)) return (await import("./models/own-models")).fetchOwnModel(id, speaksFor, signal);
  const list = await (isPulled(id) ? fetchAtlas(signal) : fetchManifest(signal));
  if (!list.ok) return list;
  const model = findModel(list.value, id);
  return model ? ok(model) : err("absent");
}
