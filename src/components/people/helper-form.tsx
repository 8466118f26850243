"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { Button } from "@/components/kit/button";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { DateField } from "@/components/kit/date-field";
import { SelectField, TextField } from "@/components/kit/field";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { DomainError } from "@/core/kit/errors";
import type { ProxiesView, ProxyView } from "@/core/people/proxies";
import { callCommand } from "@/room/api";

type Scope = ProxyView["scopes"][number];
const SCOPES: readonly Scope[] = ["appointments", "visits", "summaries", "documents", "contact"];
const RELATIONS: readonly ProxyView["relation"][] = ["parent", "guardian", "carer", "partner", "other"];

interface HelperFormProps {
  view: ProxiesView;
  onDone: (name: string) => void;
  onLeave: () => void;
}

/** Asks somebody by mail to act for the patient: who, in what, until when. */
export function HelperForm({ view, onDone, onLeave }: HelperFormProps) {
  const t = useTranslations("patients.helpers");
  const say = useErrorWords();
  const clock = useClock(view.zone);
  const [values, setValues] = useState<{ name: string; email: string; relation: ProxyView["relation"]; scopes: readonly Scope[]; by: "none" | "date" | "age"; date: string | null }>({
    name: "", email: "", relation: view.ofAgeOn === null ? "carer" : "parent", scopes: ["appointments", "visits"], by: view.ofAgeOn === null ? "none" : "age", date: null,
  });
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const form = useErrorFocus(error);
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }));
  const wrong = (field: string) => (error?.fields?.[field] === undefined ? undefined : say(error, field));
  const ofAge = view.ofAgeOn === null ? null : clock.full(view.ofAgeOn);
  const isParental = values.relation === "parent" || values.relation === "guardian";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const { by, date, ...rest } = values;
    const end = by === "date" ? { by, date: date ?? "" } : { by };
    const answer = await callCommand("people/invite-proxy", { patientId: view.patientId, ...rest, end });
    setPending(false);
    if (answer.ok) onDone(values.name);
    else setError(answer.error);
  };

  return (
    <form ref={form} noValidate method="post" className="helper-form" onSubmit={(event) => void submit(event)}>
      <TextField autoFocus required label={t("name")} dir="auto" spellCheck={false} value={values.name} error={wrong("name")} onChange={(name) => set({ name })} />
      <TextField required type="email" dir="ltr" label={t("email")} value={values.email} error={wrong("email")} onChange={(email) => set({ email })} />
      <SelectField label={t("relation")} value={values.relation} options={RELATIONS.map((value) => ({ value, label: t(`relations.${value}`) }))} onChange={(relation) => set({ relation: relation as ProxyView["relation"] })} />
      <ChoiceGroup label={t("scopes")} error={wrong("scopes")}>
        {SCOPES.map((scope) => (
          <Choice key={scope} light title={t(`scope.${scope}`)} checked={values.scopes.includes(scope)} onChange={(isOn) => set({ scopes: SCOPES.filter((each) => (each === scope ? isOn : values.scopes.includes(each))) })} />
        ))}
      </ChoiceGroup>
      <ChoiceGroup label={t("end")} error={wrong("end") ?? wrong("end.date")}>
        {(["none", "date", ...(ofAge === null ? [] : (["age"] as const))] as const).map((by) => (
          <Choice key={by} kind="radio" name="end" light title={by === "age" ? t("ends.age", { date: ofAge ?? "" }) : t(`ends.${by}`)} checked={values.by === by} onChange={() => set({ by })} />
        ))}
      </ChoiceGroup>
      {values.by === "date" && <DateField label={t("endDate")} onChange={(date) => set({ date })} />}
      {ofAge !== null && isParental && <Banner fact={t("minor", { date: ofAge })} />}
      {error !== null && error.fields === undefined && (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="filled" pending={isPending}>
          {t("send")}
        </Button>
        <Button kind="quiet" onPress={onLeave}>
          {t("leave")}
        </Button>
      </div>
    </form>
  );
}
