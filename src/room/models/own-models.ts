import type { ActorClaim } from "@/core/access/claim";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { ownIdOf } from "@/core/anatomy/models";
import type { ModelFault } from "@/core/anatomy/scene-status";
import { err, ok, type Result } from "@/core/kit/result";
import type { OwnModels } from "@/core/models/contract";
import { manifestLine } from "@/core/models/manifest-line";
import { callQuery } from "../api";

/** One of the practice's own models, as rooms know models. `absent`: it was taken away, or is not for who asks. */
export async function fetchOwnModel(id: string, as: ActorClaim, signal?: AbortSignal): Promise<Result<AnatomyModel, ModelFault | "absent">> {
  const answer = await callQuery<object, AnatomyModel>("models/line", { modelId: ownIdOf(id) }, { as, signal });
  if (answer.ok) return ok(answer.value);
  return err(answer.error.kind === "unavailable" || answer.error.kind === "rate_limited" ? "network" : "absent");
}

/** The practice's models that can be chosen, for staff; none where they can't be had. */
export async function fetchOwnModels(signal?: AbortSignal): Promise<readonly AnatomyModel[]> {
  const answer = await callQuery<object, OwnModels>("models/list", {}, { signal });
  if (!answer.ok) return [];
  const ready = answer.value.models.filter(({ state }) => state === "ready");
  return ready.flatMap((model) => manifestLine({ ...model, about: model, folder: `own/session/${model.modelId}` }) ?? []);
}
