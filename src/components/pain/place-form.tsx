"use client";

import { useTranslations } from "next-intl";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { SelectField, TextArea } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import type { PainMark } from "@/core/pain/map";
import { REGIONS, type RegionId } from "@/core/pain/regions";
import { INTENSITY_MAX, MAP_LIMITS, PATTERNS, QUALITIES, SINCE, type Pattern, type Quality, type Since } from "@/core/pain/words";
import { usePainWords } from "./use-pain-words";

interface PlaceFormProps {
  mark: PainMark;
  onChange: (change: Partial<Omit<PainMark, "faces">>) => void;
}

/** What is said about one place: how strong, what it feels like, since when, and what else. Nothing of it must be said. */
export function PlaceForm({ mark, onChange }: PlaceFormProps) {
  const t = useTranslations("pain");
  const isFull = mark.qualities.length >= MAP_LIMITS.qualities;
  const toggle = (quality: Quality, isOn: boolean): void =>
    onChange({ qualities: isOn ? [...mark.qualities, quality] : mark.qualities.filter((each) => each !== quality) });
  return (
    <div className="grid grid-cols-1 gap-4">
      <ChoiceGroup label={t("ask.intensity")} help={t("ask.intensityHelp")}>
        <div className="pain-scale">
          {Array.from({ length: INTENSITY_MAX + 1 }, (_, n) => (
            <label key={n} className="pain-step">
              <input type="radio" name="pain-intensity" className="sr-only" checked={mark.intensity === n} onChange={() => onChange({ intensity: n })} />
              <span>{n}</span>
            </label>
          ))}
        </div>
      </ChoiceGroup>
      <ChoiceGroup label={t("ask.qualities")} help={t("ask.qualitiesHelp", { most: MAP_LIMITS.qualities })}>
        <div className="pain-words">
          {QUALITIES.map((quality) => {
            const isOn = mark.qualities.includes(quality);
            return isFull && !isOn ? null : <Choice key={quality} light title={t(`quality.${quality}`)} checked={isOn} onChange={(on) => toggle(quality, on)} />;
          })}
        </div>
      </ChoiceGroup>
      <div className="grid gap-4 tablet:grid-cols-2">
        <SelectField label={t("ask.since")} empty={t("ask.notSaid")} value={mark.since ?? ""} onChange={(value) => onChange({ since: value === "" ? null : (value as Since) })} options={SINCE.map((value) => ({ value, label: t(`since.${value}`) }))} />
        <SelectField label={t("ask.pattern")} empty={t("ask.notSaid")} value={mark.pattern ?? ""} onChange={(value) => onChange({ pattern: value === "" ? null : (value as Pattern) })} options={PATTERNS.map((value) => ({ value, label: t(`pattern.${value}`) }))} />
      </div>
      <Radiates mark={mark} onChange={onChange} />
      <TextArea label={t("ask.words")} rows={2} maxLength={MAP_LIMITS.words} value={mark.words} onChange={(value) => onChange({ words: value })} />
    </div>
  );
}

/** Where the pain goes on to: parts, added one by one. */
function Radiates({ mark, onChange }: PlaceFormProps) {
  const t = useTranslations("pain");
  const words = usePainWords();
  const chosen = new Set<string>(mark.radiatesTo);
  const isFull = mark.radiatesTo.length >= MAP_LIMITS.radiates;
  const options = REGIONS.filter(({ id }) => !chosen.has(id)).map((region) => ({ value: region.id, label: words.region(region) }));
  const add = (value: string): void => onChange({ radiatesTo: [...mark.radiatesTo, value as RegionId] });
  return (
    <div className="grid gap-2">
      <SelectField
        label={t("ask.radiates")}
        help={t("ask.radiatesHelp", { most: MAP_LIMITS.radiates })}
        empty={t("ask.radiatesAdd")}
        value=""
        onChange={(value) => value !== "" && !isFull && add(value)}
        options={isFull ? [] : options}
      />
      <div className="flex flex-wrap gap-2">
        {REGIONS.filter(({ id }) => chosen.has(id)).map((region) => (
          <PlainButton key={region.id} icon="close" aria-label={t("ask.radiatesRemove", { region: words.region(region) })} onPress={() => onChange({ radiatesTo: mark.radiatesTo.filter((id) => id !== region.id) })}>
            {words.region(region)}
          </PlainButton>
        ))}
      </div>
    </div>
  );
}
