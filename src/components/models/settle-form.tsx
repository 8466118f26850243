"use client";

import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { SelectField, TextField } from "@/components/kit/field";
import { FormFoot } from "@/components/kit/form-foot";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useUnsaved } from "@/components/people/use-unsaved";
import { useSave } from "@/components/practice/use-save";
import type { ConvertedFacts, ModelNames, ModelPlace, ModelWords, OwnModelView } from "@/core/models/contract";
import { isBelievable, likenessOf, MODEL_UNITS, sidesM } from "@/core/models/size";
import { turnedSides, UP_AXES, uprightTurn, type UpAxis } from "@/core/models/turn";
import { NamesFields } from "./names-fields";
import { SizeRuler } from "./size-ruler";
import { useLength } from "./use-length";

interface SettleFormProps {
  readonly model: OwnModelView;
  readonly facts: ConvertedFacts;
  readonly place: ModelPlace;
  readonly onPlace: (place: ModelPlace) => void;
  readonly onDone: (name: string) => void;
}

const NO_NAMES: ModelNames = { clinical: { en: "", es: "" }, plain: { en: "", es: "" } };

function wordsOf({ words }: OwnModelView, { parts }: ConvertedFacts): ModelWords {
  return words ?? { names: NO_NAMES, parts: parts.length > 1 ? parts.map(() => NO_NAMES) : [], source: "", licence: "" };
}

/** Names, unit, which way is up, and whose work it is. Of a model that is ready, size and turn are shown and stay. */
export function SettleForm({ model, facts, place, onPlace, onDone }: SettleFormProps) {
  const t = useTranslations("models.settle");
  const say = useErrorWords();
  const [words, setWords] = useState(wordsOf(model, facts));
  const [isDirty, setDirty] = useState(false);
  const { isPending, error, save, dialog } = useSave();
  const form = useErrorFocus(error);
  useUnsaved(isDirty);
  const isReady = model.state === "ready";
  const change = (next: Partial<ModelWords>) => {
    setDirty(true);
    setWords((now) => ({ ...now, ...next }));
  };
  const wrong = (field: string): string | undefined => {
    const code = error?.fields?.[field];
    return code === undefined ? undefined : say({ kind: "invalid", code });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const about = { modelId: model.modelId, version: model.version, words };
    const done = isReady ? await save("models/rename", about, t("saved")) : await save("models/settle", { ...about, place, showsPatient: false }, t("saved"));
    if (done === null) return;
    setDirty(false);
    onDone(words.names.clinical.en || words.names.clinical.es);
  };
  return (
    <form ref={form} className="settle-form" noValidate onSubmit={(event) => void submit(event)}>
      <Place facts={facts} place={place} isFixed={isReady} onPlace={onPlace} />
      <fieldset className="settle-part">
        <legend className="text-h2">{t("names")}</legend>
        <p className="text-small text-ink2">{t("namesHelp")}</p>
        <NamesFields value={words.names} onChange={(names) => change({ names })} error={wrong("words.names.clinical")} />
      </fieldset>
      {facts.parts.length > 1 && (
        <fieldset className="settle-part">
          <legend className="text-h2">{t("parts")}</legend>
          {facts.parts.map((part, at) => (
            <fieldset key={part.id} className="settle-part">
              <legend className="font-semibold">{t("partTitle", { number: at + 1 })}</legend>
              {part.name !== "" && <p className="text-small text-ink2">{t("partCalled", { name: part.name })}</p>}
              <NamesFields
                value={words.parts[at] ?? NO_NAMES}
                onChange={(names) => change({ parts: words.parts.map((one, index) => (index === at ? names : one)) })}
                error={wrong(`words.parts.${at}.clinical`)}
              />
            </fieldset>
          ))}
        </fieldset>
      )}
      <fieldset className="settle-part">
        <legend className="text-h2">{t("whose")}</legend>
        <TextField label={t("source")} help={t("sourceHelp")} value={words.source} onChange={(source) => change({ source })} error={wrong("words.source")} maxLength={200} />
        <TextField label={t("licence")} help={t("licenceHelp")} value={words.licence} onChange={(licence) => change({ licence })} error={wrong("words.licence")} maxLength={120} />
      </fieldset>
      <FormFoot save={t(isReady ? "save" : "done")} isPending={isPending} error={error} />
      {dialog}
    </form>
  );
}

interface PlaceProps {
  readonly facts: ConvertedFacts;
  readonly place: ModelPlace;
  readonly isFixed: boolean;
  readonly onPlace: (place: ModelPlace) => void;
}

/** In which unit the numbers are, with what that makes of it, and which way is up. */
function Place({ facts, place, isFixed, onPlace }: PlaceProps) {
  const t = useTranslations("models.settle");
  const lengthOf = useLength();
  const name = useId();
  const sides = turnedSides(uprightTurn(place.up, place.quarters), sidesM(facts.sides, place.unit));
  const longest = Math.max(...sides);
  const [x, y, z] = sides.map(lengthOf);
  const size = t("sizeIs", { x: x ?? "", y: y ?? "", z: z ?? "", likeness: t(`likeness.${likenessOf(longest)}`) });
  return (
    <div className="settle-form">
      {isFixed ? (
        <p className="text-small text-ink2">{t("fixed", { unit: t(`units.${place.unit}`) })}</p>
      ) : (
        <ChoiceGroup label={t("unit")}>
          {MODEL_UNITS.map((unit) => (
            <Choice key={unit} kind="radio" light name={name} title={t(`units.${unit}`)} checked={place.unit === unit} onChange={() => onPlace({ ...place, unit })} />
          ))}
        </ChoiceGroup>
      )}
      <p role="status" data-size={longest}>
        {size}
      </p>
      <SizeRuler wideM={sides[0]} highM={sides[1]} />
      {!isBelievable(longest) && <Banner kind="urgent" live="polite" fact={t("sizeOdd")} />}
      {!isFixed && (
        <>
          <SelectField label={t("up")} value={place.up} onChange={(up) => onPlace({ ...place, up: up as UpAxis })} options={UP_AXES.map((up) => ({ value: up, label: t(`ups.${up}`) }))} />
          <PlainButton className="justify-self-start" onPress={() => onPlace({ ...place, quarters: (place.quarters + 1) % 4 })}>
            {t("quarter")}
          </PlainButton>
        </>
      )}
    </div>
  );
}
