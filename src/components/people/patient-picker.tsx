"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { IconButton } from "@/components/kit/icon-button";
import { useClock } from "@/components/scheduling/use-clock";
import { FindField } from "@/components/search/find-field";
import { useAsked } from "@/components/search/use-asked";
import type { PatientSummary } from "@/core/people/patient";
import { RegisterForm } from "./lazy-register-form";

interface PatientPickerProps {
  chosen: Pick<PatientSummary, "id" | "name" | "zone" | "birthDate"> | null;
  onChoose: (patient: PatientSummary | null) => void;
  /** Where a new patient is taken to live until said otherwise. */
  clinicZone: string;
}

/** For whom: found while typing, or put on file at once. */
export function PatientPicker({ chosen, onChoose, clinicZone }: PatientPickerProps) {
  const t = useTranslations("scheduling.booking");
  const clock = useClock(clinicZone);
  const [text, setText] = useState("");
  const [isNew, setNew] = useState(false);
  const asked = useAsked<{ patients: readonly PatientSummary[] }>("people/search-patients", text);
  const patients = asked.answer?.patients ?? [];
  const take = (patient: PatientSummary) => {
    setText("");
    setNew(false);
    onChoose(patient);
  };

  if (chosen !== null) {
    return (
      <div className="field">
        <span className="field-label" id="picked-label">
          {t("for")}
        </span>
        <div className="field-box picked" role="group" aria-labelledby="picked-label">
          <span className="min-w-0 flex-1">{t("born", { name: chosen.name, date: clock.full(chosen.birthDate) })}</span>
          <IconButton icon="close" label={t("another", { name: chosen.name })} onPress={() => onChoose(null)} />
        </div>
      </div>
    );
  }
  if (isNew) return <RegisterForm startName={text} clinicZone={clinicZone} onDone={take} onLeave={() => setNew(false)} />;
  return (
    <div>
      <FindField
        label={t("for")}
        placeholder={t("forHelp")}
        text={text}
        onText={setText}
        asked={asked}
        onChoose={(id) => {
          const patient = patients.find((each) => each.id === id);
          if (patient !== undefined) take(patient);
        }}
        options={patients.map((each) => ({ id: each.id, title: each.name, note: t("born", { name: each.email ?? each.phone ?? each.name, date: clock.full(each.birthDate) }) }))}
        words={{ asking: t("searching"), none: t("nobody"), failed: t("failed") }}
      />
      <Button kind="text" className="-ms-2.5 mt-1 justify-start text-start" onPress={() => setNew(true)}>
        {t("notOnFile")}
      </Button>
    </div>
  );
}
