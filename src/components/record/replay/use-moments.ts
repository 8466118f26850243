"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useModelWords } from "@/components/anatomy/model-words";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { inSentence } from "@/core/kit/in-sentence";
import { fetchModel } from "@/room/manifest";
import type { Replay, ReplayMoment, VisitLog } from "@/room/replay/replay";

/** A moment in words. */
export interface ToldMoment {
  readonly moment: ReplayMoment;
  readonly who: string;
  readonly what: string;
}

/** Structures that are named one by one; more are counted. */
const NAMED = 2;

type Models = ReadonlyMap<string, AnatomyModel>;

/** Reads the descriptions of the models that the moments speak of: names come from there. */
function useModels(ids: readonly string[]): Models {
  const [models, setModels] = useState<Models>(new Map());
  const key = ids.join("\n");
  useEffect(() => {
    const abort = new AbortController();
    for (const id of key === "" ? [] : key.split("\n")) {
      void fetchModel(id, abort.signal).then((found) => {
        // A model that this installation does not have any more has no names: its parts are counted.
        if (found.ok && !abort.signal.aborted) setModels((now) => new Map(now).set(id, found.value));
      });
    }
    return () => abort.abort();
  }, [key]);
  return models;
}

/** Who did what, in the page's language. */
export function useMoments({ moments }: Replay, { people }: VisitLog): readonly ToldMoment[] {
  const t = useTranslations("replay");
  const format = useFormatter();
  const { nameOf } = useModelWords();
  const ids = useMemo(() => [...new Set(moments.flatMap(({ model, structures }) => (model === null || structures.length === 0 ? [] : [model])))], [moments]);
  const models = useModels(ids);
  return useMemo(() => {
    const names = new Map(people.map(({ actor, name }) => [actor, name]));
    const whoOf = (actor: number): string => names.get(actor) || t("somebody");
    const partsOf = ({ model, structures }: ReplayMoment): string => {
      const known = models.get(model ?? "")?.structures ?? [];
      const found = structures.flatMap((id) => known.find((structure) => structure.id === id) ?? []);
      if (found.length !== structures.length || found.length > NAMED) return t("parts", { count: structures.length });
      return format.list(found.map((structure) => inSentence(nameOf(structure, "clinical"))));
    };
    return moments.map((moment) => {
      const about = moment.structures.length === 0 ? "no" : "yes";
      const what = t(`deed.${moment.deed}`, { about, parts: about === "no" ? "" : partsOf(moment) });
      return { moment, who: whoOf(moment.actor), what };
    });
  }, [moments, people, models, t, format, nameOf]);
}
