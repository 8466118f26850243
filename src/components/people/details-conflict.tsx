"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Choice } from "@/components/kit/choice";
import { PlainButton } from "@/components/kit/plain-button";
import { mergeEdits } from "@/core/people/merge-edits";
import { useDetailWords, type DetailField, type DetailValues } from "./detail-words";

interface DetailsConflictProps {
  base: DetailValues;
  mine: DetailValues;
  theirs: DetailValues;
  isPending: boolean;
  /** Saves on top of theirs; the fields named are one's own. */
  onSettle: (mine: readonly DetailField[]) => void;
}

/** Somebody else saved first: both sides, field by field. Takes focus, because it answers a press. */
export function DetailsConflict({ base, mine, theirs, isPending, onSettle }: DetailsConflictProps) {
  const t = useTranslations("patients");
  const words = useDetailWords();
  const { conflicts, theirs: also } = mergeEdits(base, mine, theirs);
  const [kept, setKept] = useState<readonly DetailField[]>([]);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const choose = (field: DetailField, isMine: boolean) =>
    setKept((before) => (isMine ? [...before.filter((each) => each !== field), field] : before.filter((each) => each !== field)));
  return (
    <section aria-labelledby="conflict-title" className="conflict">
      <h3 id="conflict-title" ref={title} tabIndex={-1} className="text-h3">
        {t("conflict.title")}
      </h3>
      <p className="mt-1 text-ink2">{t("conflict.words", { count: conflicts.length })}</p>
      {conflicts.map((field) => (
        <fieldset key={field} className="conflict-field">
          <legend className="font-semibold">{t(`fields.${field}`)}</legend>
          {(["theirs", "mine"] as const).map((side) => (
            <Choice
              key={side}
              kind="radio"
              name={`keep-${field}`}
              title={<bdi>{words(field, side === "mine" ? mine : theirs) || t("conflict.none")}</bdi>}
              note={t(`conflict.${side}`)}
              checked={kept.includes(field) === (side === "mine")}
              onChange={() => choose(field, side === "mine")}
            />
          ))}
        </fieldset>
      ))}
      {also.length > 0 && <p className="mt-3 text-small text-ink2">{t("conflict.also", { fields: also.map((field) => t(`fields.${field}`)).join(", ") })}</p>}
      <PlainButton kind="filled" className="mt-4" pending={isPending} onPress={() => onSettle(kept)}>
        {t("conflict.keep")}
      </PlainButton>
    </section>
  );
}
