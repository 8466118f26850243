"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { SelectField, TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { ExplainPeople, ExplainView } from "@/core/access/explain-views";
import { askPrivately } from "@/room/api";
import { ACTS, actKey, type Act } from "./explained-acts";
import { Explanation } from "./explanation";

type Patient = ExplainPeople["patients"][number];

/** Asks why a member of staff may or may not do something with what is a patient's. */
export function ExplainPage({ staff }: { staff: ExplainPeople["staff"] }) {
  const t = useTranslations("emergency.explain");
  const say = useErrorWords();
  const clock = useClock("UTC");
  const [staffId, setStaffId] = useState(staff[0]?.id ?? "");
  const [text, setText] = useState("");
  const [patientId, setPatientId] = useState("");
  const [act, setAct] = useState<Act>("note.read");
  const [answer, setAnswer] = useState<{ readonly view: ExplainView; readonly act: Act } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const { patients, isNobody } = useFoundPatients(text);
  const chosen = patients.some(({ id }) => id === patientId) ? patientId : (patients[0]?.id ?? "");

  const ask = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen === "") return;
    setPending(true);
    const [resource, verb] = act.split(".");
    const result = await askPrivately<unknown, ExplainView>("access/explain", { staffId, patientId: chosen, resource, verb });
    setPending(false);
    setProblem(result.ok ? null : say(result.error));
    setAnswer(result.ok ? { view: result.value, act } : null);
  };
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[48rem] px-4 py-8 tablet:px-8">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 text-ink2">{t("words")}</p>
      <form method="post" noValidate onSubmit={(event) => void ask(event)} className="mt-6 flex max-w-[30rem] flex-col gap-4">
        <SelectField
          label={t("staff")}
          value={staffId}
          onChange={setStaffId}
          options={staff.map(({ id, name, active }) => ({ value: id, label: active ? name : t("inactive", { name }) }))}
        />
        <TextField type="search" label={t("patient")} help={t(isNobody ? "noPatient" : "patientHelp")} autoComplete="off" spellCheck={false} value={text} onChange={setText} />
        {patients.length > 0 && (
          <SelectField
            label={t("choose")}
            value={chosen}
            onChange={setPatientId}
            options={patients.map(({ id, name, birthDate }) => ({ value: id, label: t("born", { name, date: clock.full(birthDate) }) }))}
          />
        )}
        <SelectField label={t("what")} value={act} onChange={(value) => setAct(value as Act)} options={ACTS.map((each) => ({ value: each, label: t(`act.${actKey(each)}`) }))} />
        <div>
          <PlainButton type="submit" kind="filled" pending={isPending} unready={chosen === "" ? t("patientHelp") : undefined}>
            {t("ask")}
          </PlainButton>
        </div>
      </form>
      {problem !== null && <Banner kind="urgent" live="assertive" className="mt-6" fact={problem} />}
      {answer !== null && <Explanation {...answer} />}
    </main>
  );
}

function useFoundPatients(text: string): { readonly patients: readonly Patient[]; readonly isNobody: boolean } {
  const [found, setFound] = useState<readonly Patient[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      if (text.trim() === "") return setFound(null);
      askPrivately<unknown, ExplainPeople>("access/explain-people", { text }, { signal: stop.signal }).then(
        (result) => result.ok && setFound(result.value.patients),
        // The next letter took this question back.
        () => {},
      );
    }, 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return { patients: found ?? [], isNobody: found?.length === 0 };
}
