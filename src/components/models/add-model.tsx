"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Banner } from "@/components/kit/banner";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { FileField } from "@/components/kit/file-field";
import { lookAtModel } from "@/room/models/look-at-model";

/** The way in: first whose body it shows, then the file. */
export function AddModel({ onKept }: { readonly onKept: () => void }) {
  const t = useTranslations("models");
  const name = useId();
  const [shows, setShows] = useState<"nobody" | "patient" | null>(null);
  const check = async (file: File, signal: AbortSignal): Promise<string | null> => {
    const problem = await lookAtModel(file, signal);
    return problem === null ? null : t(`problem.${problem}`);
  };
  return (
    <section className="settings-form" aria-label={t("add.title")}>
      <ChoiceGroup label={t("add.patientQuestion")}>
        <Choice kind="radio" light name={name} title={t("add.patientNo")} checked={shows === "nobody"} onChange={() => setShows("nobody")} />
        <Choice kind="radio" light name={name} title={t("add.patientYes")} checked={shows === "patient"} onChange={() => setShows("patient")} />
      </ChoiceGroup>
      {shows === "patient" && <Banner kind="urgent" live="polite" fact={t("add.patientRefused")} />}
      {shows === "nobody" && <FileField purpose="model" label={t("add.label")} help={t("add.help")} check={check} onKept={onKept} />}
    </section>
  );
}
