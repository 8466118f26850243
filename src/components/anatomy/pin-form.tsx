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

const MOST_CHARS = 500;

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
  const { nameOf } = useModelWords();
  useSceneVersion(scene, `pin/${id}/`);
  const pin = elementsOn(scene.state, scene.actor, model.id).pins.find((each) => each.id === id);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? pin?.text ?? "";
  const structure = pin?.structure == null ? undefined : findStructure(model, pin.structure);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    scene.dispatch(rewriteNote("pin", id, text.trim()));
    onDone();
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
