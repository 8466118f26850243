import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import type { AboutModel, ModelState, ModelWords, RenameModel, SettleModel } from "./contract";
import { isBelievable, sidesM } from "./size";

/** How long a removal can be taken back, milliseconds. */
export const MODEL_UNDO_MS = 15 * 60_000;

/** A model as decisions need it. */
export interface ModelRecord {
  readonly state: ModelState;
  readonly version: number;
  readonly about: AboutModel;
  readonly removedAtMs: number | null;
}

function checkPresent({ state, version }: ModelRecord, given: number): DomainError | null {
  if (version !== given) return staleError("models.changed", version, given);
  return state === "removed" ? domainError("gone", "models.removed") : null;
}

const fitsParts = ({ parts }: ModelWords, { facts }: AboutModel): boolean => facts !== null && parts.length === (facts.parts.length > 1 ? facts.parts.length : 0);

/**
 * Whether a draft may become a model of the practice (ANA-505, ANA-506): it shows nobody's own body, its size can be
 * meant, and each of its parts has a name.
 */
export function decideSettle(model: ModelRecord, input: SettleModel): Result<AboutModel, DomainError> {
  const gone = checkPresent(model, input.version);
  if (gone !== null) return err(gone);
  const { facts } = model.about;
  if (model.state !== "draft" || facts === null) return err(domainError("conflict", "models.not_draft"));
  if (input.showsPatient) return err(domainError("conflict", "models.shows_patient"));
  if (!isBelievable(Math.max(...sidesM(facts.sides, input.place.unit)))) return err(domainError("invalid", "models.size_odd"));
  if (!fitsParts(input.words, model.about)) return err(domainError("invalid", "models.parts_unnamed"));
  return ok({ ...model.about, words: input.words, place: input.place });
}

/** Whether what is said of a model may change. Its size and turn never do, once it can be chosen (ANA-506). */
export function decideRenameModel(model: ModelRecord, input: RenameModel): Result<AboutModel, DomainError> {
  const gone = checkPresent(model, input.version);
  if (gone !== null) return err(gone);
  if (model.state !== "ready") return err(domainError("conflict", "models.not_ready"));
  return fitsParts(input.words, model.about) ? ok({ ...model.about, words: input.words }) : err(domainError("invalid", "models.parts_unnamed"));
}

/** Whether a model may be taken away: whatever state it is in. While it is looked at, that ends the look. */
export function decideRemoveModel(model: ModelRecord, version: number): Result<null, DomainError> {
  const gone = checkPresent(model, version);
  return gone === null ? ok(null) : err(gone);
}

/** Whether a removal can still be taken back, and to which state. */
export function decideRestoreModel(model: ModelRecord, version: number, nowMs: number): Result<ModelState, DomainError> {
  if (model.version !== version) return err(staleError("models.changed", model.version, version));
  if (model.state !== "removed" || model.removedAtMs === null) return err(domainError("conflict", "models.not_removed"));
  if (model.about.facts === null || nowMs >= model.removedAtMs + MODEL_UNDO_MS) return err(domainError("gone", "models.removed_for_good"));
  return ok(model.about.words === null ? "draft" : "ready");
}
