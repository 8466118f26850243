"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { useCallback, useEffect, useMemo, useState } from "react";
import { ModelChoice } from "@/components/anatomy/model-choice";
import { ModelTrouble } from "@/components/anatomy/model-trouble";
import { useModelWords } from "@/components/anatomy/model-words";
import { useChosenModel } from "@/components/anatomy/use-chosen-model";
import { useModel } from "@/components/anatomy/use-model";
import { LogoMark } from "@/components/kit/logo";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePage } from "@/components/kit/state-panel";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { FIRST_MODEL } from "@/core/anatomy/models";
import { createSoloScene, SOLO_ACTOR } from "@/room/scene/solo";
import { ExploreStage } from "./explore-stage";

/** The public page: the heart, and everything that can be done to it, in ten seconds. */
export function Explore() {
  const t = useTranslations("anatomy.status");
  const { state, retry } = useModel(FIRST_MODEL);
  if (state.kind === "ready") return <ExploreScene first={state.model} />;
  if (state.kind === "loading") return <div data-surface="room" className="min-h-dvh" />;
  const again = (
    <PlainButton kind="filled" onPress={retry}>
      {t("retry")}
    </PlainButton>
  );
  return (
    <div data-surface="room">
      <StatePage kind="error" title={t("manifestTitle")} actions={again}>
        <p>{t("manifestWords")}</p>
      </StatePage>
    </div>
  );
}

function ExploreScene({ first }: { first: AnatomyModel }) {
  const t = useTranslations("anatomy.explore");
  const canvas = useTranslations("anatomy.canvas");
  const [scene] = useState(createSoloScene);
  const chosen = useChosenModel(scene, first);
  const { model } = chosen;
  const { pick } = useModelWords();
  const isFirst = model.id === first.id;
  const [isHintShown, setIsHintShown] = useState(true);
  const people = useMemo(() => [{ actor: SOLO_ACTOR, name: canvas("you"), seat: 1, isSelf: true } as const], [canvas]);
  const hideHint = useCallback(() => setIsHintShown(false), []);
  useEffect(() => () => scene.close(), [scene]);
  const header = (
    <>
      <Link href="/" className="scene-chip" prefetch={false} aria-label={t("home")}>
        <LogoMark />
        <span aria-hidden="true" className="hidden font-semibold tablet:inline">
          Bedside
        </span>
      </Link>
      <div className="scene-chip flex-col items-start! justify-center gap-0!">
        <h1 className="font-semibold whitespace-nowrap">{isFirst ? t("title") : t("titleOther", { model: pick(model.name) })}</h1>
        <p className="text-note text-ink2 desk:hidden">{pick(model.caution)}</p>
      </div>
      {isHintShown && (
        <div className="scene-plate hidden! desk:flex!">
          <p>{t(isFirst ? "hint" : "hintOther")}</p>
          <PlainButton kind="text" className="shrink-0 whitespace-nowrap" onPress={hideHint}>
            {t("hintDone")}
          </PlainButton>
        </div>
      )}
      <ModelTrouble chosen={chosen} scene={scene} wording="plain" />
    </>
  );
  const choice = <ModelChoice scene={scene} first={first} />;
  const caution = <p className="absolute start-28 bottom-4 hidden text-note text-ink3 desk:block">{pick(model.caution)}.</p>;
  return <ExploreStage scene={scene} model={model} people={people} header={header} choice={choice} caution={caution} onTouched={hideHint} />;
}
