"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/components/kit/confirm-dialog";
import { Icon, type IconName } from "@/components/kit/icon";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import type { OwnModelView } from "@/core/models/contract";
import { sidesM } from "@/core/models/size";
import { useLength } from "./use-length";
import { useModelName } from "./use-model-name";

interface ModelRowProps {
  readonly model: OwnModelView;
  readonly zone: string;
  readonly onRemove: () => void;
}

const SIGNS: Readonly<Record<OwnModelView["state"], IconName>> = { checking: "clock", draft: "message", ready: "check", refused: "error", removed: "info" };

/** One model: what it is, how far it has come, and what can be done with it. */
export function ModelRow({ model, zone, onRemove }: ModelRowProps) {
  const t = useTranslations("models");
  const format = useFormatter();
  const lengthOf = useLength();
  const name = useModelName()(model);
  const [isAsking, setAsking] = useState(false);
  const { state, problem, facts, place, byName } = model;
  const isOpen = state === "draft" || state === "ready";
  const kind = t(model.kind === "glb" ? "kindGlb" : "kindStl");
  const sides = facts === null || place === null ? null : sidesM(facts.sides, place.unit).map(lengthOf);
  const ofIt = <span className="sr-only">: {name}</span>;
  return (
    <li className="model-row" data-state={state}>
      <div className="model-words">
        <p className="font-semibold">
          <bdi>{name}</bdi>
        </p>
        <p className="text-small text-ink2">
          {byName === null ? kind : t("by", { kind, name: byName })}, <time dateTime={new Date(model.createdAtMs).toISOString()}>{format.dateTime(model.createdAtMs, "moment", { timeZone: zone })}</time>
          {sides !== null && <> · {t("size", { x: sides[0] ?? "", y: sides[1] ?? "", z: sides[2] ?? "" })}</>}
        </p>
        {model.words !== null && (
          <p className="text-small text-ink2">
            <bdi>{model.words.source}</bdi> · <bdi>{model.words.licence}</bdi>
          </p>
        )}
        <p className="model-state" data-state={state}>
          <Icon name={SIGNS[state]} />
          <span>
            {t(`state.${state}`)}
            {state === "checking" && `. ${t("checkingWords")}`}
            {problem !== null && `. ${t(`problem.${problem}`)}`}
          </span>
        </p>
      </div>
      <div className="model-ways">
        {isOpen && model.mayChange && (
          <LinkButton href={`/settings/models/${model.modelId}`} kind={state === "draft" ? "filled" : undefined}>
            {t(state === "draft" ? "open" : "look")}
            {ofIt}
          </LinkButton>
        )}
        {model.mayChange && (
          <PlainButton kind="text" onPress={() => (isOpen ? setAsking(true) : onRemove())}>
            {t(isOpen ? "remove" : "dismiss")}
            {ofIt}
          </PlainButton>
        )}
      </div>
      {isAsking && (
        <ConfirmDialog
          title={t("removeTitle")}
          yes={t("remove")}
          no={t("removeStay")}
          isGrave
          isOpen
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            onRemove();
          }}
        >
          {t("removeWords")}
        </ConfirmDialog>
      )}
    </li>
  );
}
