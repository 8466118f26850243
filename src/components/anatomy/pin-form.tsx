"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { elementsOn, rewriteNote } from "@/core/anatomy/elements";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { useModelWords, type Wording } from "./model-words";
import { useSceneVersion, type SharedScene } from "./use-scene";
import "./marks.css";

const MOST_CHARS = 500;
/** Words that a pin gets by one press; a headset has the same. */
const READY = ["look", "hurts", "narrow", "leaks", "well", "again"] as const;

interface PinFormProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  readonly id: string;
  readonly onDone: () => void;
}

/** The words of an own pin. A pin is there without them, too. */
export function PinForm({ scene, model, wording, id, onDone }: PinFormProps) {
  const t = useTranslations("anatomy.elements");
  const ready = useTranslations("anatomy.canvas.pinWords");
  const { nameOf } = useModelWords();
  useSceneVersion(scene, `pin/${id}/`);
  const pin = elementsOn(scene.state, scene.actor, model).pins.find((each) => each.id === id);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? pin?.text ?? "";
  const structure = pin?.structure == null ? undefined : findStructure(model, pin.structure);
  const say = (words: string): void => {
    scene.dispatch(rewriteNote("pin", id, words.trim()));
    onDone();
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    say(text);
  };
  return (
    <form onSubmit={save} className="pin-form">
      <TextField
        label={t("what")}
        help={structure ? t("on", { part: nameOf(structure, wording) }) : undefined}
        value={text}
        onChange={setTyped}
        maxLength={MOST_CHARS}
        autoFocus
        dir="auto"
      />
      <div role="group" aria-label={t("ready")} className="ready-words">
        {READY.map((each) => (
          <PlainButton key={each} kind="quiet" onPress={() => say(ready(each))}>
            {ready(each)}
          </PlainButton>
        ))}
      </div>
      <div className="tool-actions">
        <PlainButton kind="filled" type="submit">
          {t("save")}
        </PlainButton>
        <PlainButton kind="quiet" onPress={onDone}>
          {t("skip")}
        </PlainButton>
      </div>
    </form>
  );
}
