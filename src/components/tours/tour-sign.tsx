"use client";

import { useTranslations } from "next-intl";
import { useSceneVersion } from "@/components/anatomy/use-scene";
import { registers } from "@/core/room/registers";
import type { SceneReplica } from "@/room/scene/replica";
import { useTourWords } from "./tour-words";

/** What is said at the stop that the clinician shows, for everybody in the room. */
export function TourSign({ scene }: { scene: SceneReplica }) {
  const t = useTranslations("anatomy.tours");
  const pick = useTourWords();
  useSceneVersion(scene, registers.tour);
  const sign = scene.get(registers.tour);
  if (!sign) return null;
  const [title, words] = [pick(sign.title), pick(sign.words)];
  return (
    <div className="tour-sign" role="status" data-tour-sign={sign.n}>
      <p className="text-small text-ink2">
        <span lang={title.lang}>{title.text}</span> · {t("place", { n: sign.n, of: sign.of })}
      </p>
      <p lang={words.lang} dir="auto" className="whitespace-pre-wrap">
        {words.text}
      </p>
    </div>
  );
}
