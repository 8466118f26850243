import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ModelFile } from "@/core/anatomy/models";
import type { ModelFault } from "@/core/anatomy/scene-status";
import { conditionedOf } from "@/room/models/conditioned";
import { loadOutside, ModelLoadError, type StructureGeometry } from "./load-model";
import { loadInside, loadStructures } from "./load-structures";

/** How far what nobody sees of a whole model has come; `closed`: nobody has asked for it. */
export type InsideState =
  | { readonly kind: "closed" }
  | { readonly kind: "coming"; readonly share: number }
  | { readonly kind: "failed"; readonly fault: ModelFault }
  | { readonly kind: "here" };

/** How far a model has come. While its inside is not here `structures` are what can be seen of it whole, and no more. */
export type StructuresState =
  | { readonly kind: "loading"; readonly share: number }
  | { readonly kind: "ready"; readonly structures: readonly StructureGeometry[]; readonly inside: InsideState }
  | { readonly kind: "failed"; readonly fault: ModelFault };

/** A model on its way. */
export interface ModelArrival {
  /** Asks for the inside as well; once is enough. */
  open(): void;
  /** Tries once more for an inside that did not come. */
  retryInside(): void;
  stop(): void;
}

const faultOf = (cause: unknown): ModelFault => (cause instanceof ModelLoadError ? cause.fault : "corrupt");

/**
 * Loads a level of a model: what can be seen of it whole, and the rest once it is opened (ANA-651). Opened before the
 * first is here it comes whole at once, so that nobody sees closed what others have cut.
 */
export function bringModel(model: AnatomyModel, file: ModelFile, isOpened: boolean, onState: (state: StructuresState) => void): ModelArrival {
  const abort = new AbortController();
  const { signal } = abort;
  const { inside } = file;
  let isWanted = isOpened;
  let outside: readonly StructureGeometry[] | null = null;
  let isComing = false;
  const tell = (state: StructuresState): void => {
    if (!signal.aborted) onState(state);
  };
  const onShare = (share: number): void => tell({ kind: "loading", share });

  const bringInside = async (): Promise<void> => {
    if (!inside || !outside || isComing) return;
    isComing = true;
    const seen = outside;
    const say = (state: InsideState): void => tell({ kind: "ready", structures: seen, inside: state });
    say({ kind: "coming", share: 0 });
    try {
      tell({ kind: "ready", structures: await loadInside(model, inside, seen, (share) => say({ kind: "coming", share }), signal), inside: { kind: "here" } });
    } catch (cause) {
      isComing = false;
      say({ kind: "failed", fault: faultOf(cause) });
    }
  };

  const begin = async (): Promise<void> => {
    const changed = conditionedOf(model);
    if (changed) {
      const { loadConditionedStructures } = await import("./load-conditioned");
      return tell({ kind: "ready", structures: await loadConditionedStructures(changed, file, onShare, signal), inside: { kind: "here" } });
    }
    if (!inside || isWanted) return tell({ kind: "ready", structures: await loadStructures(model, file, onShare, signal), inside: { kind: "here" } });
    outside = await loadOutside(model, file, onShare, signal);
    if (isWanted) return bringInside();
    tell({ kind: "ready", structures: outside, inside: { kind: "closed" } });
  };
  begin().catch((cause: unknown) => tell({ kind: "failed", fault: faultOf(cause) }));

  return {
    open: () => {
      isWanted = true;
      void bringInside();
    },
    retryInside: () => void bringInside(),
    stop: () => abort.abort(),
  };
}
