"use client";

import { useCallback, useEffect, useState } from "react";
import { useSaveOnLeaving } from "@/components/kit/use-save-on-leaving";
import type { ActorClaim } from "@/core/access/claim";
import type { DomainError } from "@/core/kit/errors";
import type { VisitId } from "@/core/kit/ids";
import { ok } from "@/core/kit/result";
import type { PainMapContent, PainMapSaved, SavePainMap, VisitPain } from "@/core/pain/map";
import { callCommand, callQuery } from "@/room/api";
import { subscribePush } from "@/room/push";
import { createSelfSavingDraft, type SelfSavingDraft } from "@/room/self-saving-draft";

/** The maps of a visit, asked for again when somebody painted. */
export interface VisitPainState {
  readonly view: VisitPain | null;
  readonly error: DomainError | null;
  readonly refresh: () => void;
}

const SESSION: ActorClaim = { kind: "session" };

function askFor(visitId: VisitId, as: ActorClaim) {
  return callQuery<{ visitId: VisitId }, VisitPain>("pain/map", { visitId }, { as });
}

export function useVisitPain(visitId: VisitId, as: ActorClaim = SESSION): VisitPainState {
  const [view, setView] = useState<VisitPain | null>(null);
  const [error, setError] = useState<DomainError | null>(null);
  // A claim is another object with each drawing; what it says does not change while a page stands.
  const [claim] = useState(as);
  const refresh = useCallback(() => {
    void askFor(visitId, claim).then((answer) => {
      if (answer.ok) setView(answer.value);
      setError(answer.ok ? null : answer.error);
    });
  }, [visitId, claim]);
  useEffect(() => {
    refresh();
    return subscribePush(claim, {
      event: ({ topic, ids }) => {
        if (ids.visitId === visitId && (topic === "pain.changed" || topic === "visit.changed")) refresh();
      },
      opened: refresh,
      lost: () => undefined,
      ended: refresh,
    });
  }, [visitId, claim, refresh]);
  return { view, error, refresh };
}

/** A map as it is being painted. */
export type PainDraft = SelfSavingDraft<PainMapContent>;

/** The reader's own map as it is being painted; it saves itself, and once more when the page goes away. */
export function usePainDraft(visitId: VisitId, own: NonNullable<VisitPain["own"]>, as: ActorClaim = SESSION): PainDraft {
  const [draft] = useState(() =>
    createSelfSavingDraft<PainMapContent>(
      { content: own.map, version: own.version, savedAtMs: own.savedAtMs },
      {
        save: (map, baseVersion, last) => callCommand<SavePainMap, PainMapSaved>("pain/save-map", { visitId, baseVersion, map }, { as, keepalive: last }),
        newest: async () => {
          const answer = await askFor(visitId, as);
          if (!answer.ok) return answer;
          return ok({ version: answer.value.own?.version ?? 0, content: answer.value.own?.map ?? own.map });
        },
      },
    ),
  );
  useSaveOnLeaving(draft);
  return draft;
}
