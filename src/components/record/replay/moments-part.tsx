"use client";

import { useTranslations } from "next-intl";
import { useId, useMemo, useState } from "react";
import { SelectField } from "@/components/kit/field";
import type { Player } from "@/room/replay/player";
import type { VisitLog } from "@/room/replay/replay";
import { MomentList } from "./moment-list";
import type { ToldMoment } from "./use-moments";

interface MomentsPartProps {
  readonly log: VisitLog;
  readonly player: Player;
  readonly moments: readonly ToldMoment[];
  /** Zone in which times are told; the reader's own without one. */
  readonly zone?: string;
  /** Shows the moment when it had been done, not as it began. */
  readonly isDone?: boolean;
}

/** Who did what, the oldest first: all of it, or what one person did. */
export function MomentsPart({ log, player, moments, zone, isDone }: MomentsPartProps) {
  const t = useTranslations("replay");
  const id = useId();
  const [chosen, setChosen] = useState("");
  const personOf = useMemo(() => new Map(log.people.map(({ actor, person }) => [actor, person])), [log]);
  const people = useMemo(() => {
    const found = new Map<number, string>();
    for (const { moment, who } of moments) {
      const person = personOf.get(moment.actor);
      if (person !== undefined && !found.has(person)) found.set(person, who);
    }
    return [...found];
  }, [moments, personOf]);
  const shown = useMemo(() => (chosen === "" ? moments : moments.filter(({ moment }) => String(personOf.get(moment.actor)) === chosen)), [moments, chosen, personOf]);
  return (
    <section className="replay-moments" aria-labelledby={id}>
      <h3 id={id} className="text-h3" aria-live="polite">
        {t("moments", { count: shown.length })}
      </h3>
      {people.length > 1 && (
        <SelectField
          className="mt-2"
          label={t("filter")}
          value={chosen}
          onChange={setChosen}
          empty={t("everybody")}
          options={people.map(([person, name]) => ({ value: String(person), label: name }))}
        />
      )}
      <MomentList player={player} moments={shown} zone={zone} isDone={isDone} />
    </section>
  );
}
