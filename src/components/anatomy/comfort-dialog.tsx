"use client";

import { useTranslations } from "next-intl";
import { Choice } from "@/components/kit/choice";
import { SelectField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { useStore } from "@/components/room/use-store";
import { COMFORT_CHOICES, COMFORT_NAMES, DEFAULT_COMFORT, type Comfort, type ComfortName } from "@/core/headset/comfort";
import { comfortStore, setComfort } from "@/room/comfort";

interface ComfortDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** A change of one setting, as a choice of its own list. */
const changeOf = (name: ComfortName, value: string): Partial<Comfort> => ({ [name]: COMFORT_CHOICES[name].find((choice) => choice === value) ?? DEFAULT_COMFORT[name] });

/** How the person likes to be in the scene: before the headset is on, and for voices on a screen (ANA-604). */
export function ComfortDialog({ isOpen, onClose }: ComfortDialogProps) {
  const t = useTranslations("anatomy.comfort");
  const comfort = useStore(comfortStore());
  const notes: Partial<Record<ComfortName, string>> = { room: t("roomNote"), flatVoices: t("voicesNote") };
  return (
    <PlainDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("title")}
      actions={
        <>
          <PlainButton kind="text" onPress={() => setComfort(DEFAULT_COMFORT)}>
            {t("reset")}
          </PlainButton>
          <PlainButton kind="filled" onPress={onClose}>
            {t("close")}
          </PlainButton>
        </>
      }
    >
      <div className="grid gap-4 pt-2 text-ink" data-comfort>
        <p>{t("words")}</p>
        {COMFORT_NAMES.map((name) =>
          isSwitch(name) ? (
            <Choice key={name} title={t(`names.${name}`)} checked={comfort[name] === "on"} onChange={(isOn) => setComfort({ [name]: isOn ? "on" : "off" })} />
          ) : (
            <SelectField
              key={name}
              label={t(`names.${name}`)}
              help={notes[name]}
              value={comfort[name]}
              onChange={(value) => setComfort(changeOf(name, value))}
              options={sorted(name).map((value) => ({ value, label: t(wordOf(name, value)) }))}
            />
          ),
        )}
      </div>
    </PlainDialog>
  );
}

const isSwitch = (name: ComfortName): name is "oneHanded" | "captions" | "haptics" => name === "oneHanded" || name === "captions" || name === "haptics";

/** In the order of their size, where they have one; the first choice holds until another is made, wherever it stands. */
function sorted(name: ComfortName): readonly string[] {
  const choices: readonly string[] = COMFORT_CHOICES[name];
  return choices.some((choice) => Number.isNaN(Number(choice)) && choice !== "off") ? choices : [...choices].sort((a, b) => (Number(a) || Infinity) - (Number(b) || Infinity));
}

type Words = Parameters<ReturnType<typeof useTranslations<"anatomy.comfort">>>[0];
// Every choice of every setting has its word: messages and choices are compared by a test.
const wordOf = (name: ComfortName, value: string): Words => `choices.${name}.${value}` as Words;
