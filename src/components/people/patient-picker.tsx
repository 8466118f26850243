"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/kit/button";
import { IconButton } from "@/components/kit/icon-button";
import { LazyComboBox } from "@/components/kit/lazy-combobox";
import { useClock } from "@/components/scheduling/use-clock";
import type { PatientSummary } from "@/core/people/patient";
import { askPrivately } from "@/room/api";
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
  const found = usePatientSearch(text);
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
      <LazyComboBox
        label={t("for")}
        icon="search"
        placeholder={t("forHelp")}
        text={text}
        onText={setText}
        chosen={null}
        onChoose={(id) => {
          const patient = found.patients.find((each) => each.id === id);
          if (patient !== undefined) take(patient);
        }}
        options={found.patients.map((each) => ({ id: each.id, title: each.name, note: t("born", { name: each.email ?? each.phone ?? each.name, date: clock.full(each.birthDate) }) }))}
        none={found.isAsking ? t("searching") : t("nobody")}
      />
      <Button kind="text" className="-ms-2.5 mt-1 justify-start text-start" onPress={() => setNew(true)}>
        {t("notOnFile")}
      </Button>
    </div>
  );
}

/** Asks while somebody types, a moment after the last letter. */
function usePatientSearch(text: string): { readonly patients: readonly PatientSummary[]; readonly isAsking: boolean } {
  const [found, setFound] = useState<{ readonly text: string; readonly patients: readonly PatientSummary[] }>({ text: "", patients: [] });
  useEffect(() => {
    if (text.trim() === "") return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      askPrivately<unknown, { patients: readonly PatientSummary[] }>("people/search-patients", { text }, { signal: stop.signal }).then(
        (result) => setFound({ text, patients: result.ok ? result.value.patients : [] }),
        () => undefined,
      );
    }, 180);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return { patients: text.trim() === "" ? [] : found.patients, isAsking: found.text !== text };
}
