"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/kit/button";
import { DateField } from "@/components/kit/date-field";
import { SelectField, TextField } from "@/components/kit/field";
import { announce } from "@/components/kit/live-region";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { RegisterPatientInput, type PatientSummary } from "@/core/people/patient";
import { askPrivately, callCommand } from "@/room/api";
import { DuplicateList, type Duplicate } from "./duplicate-list";
import { languageOptions, zoneOptions } from "./options";

interface RegisterFormProps {
  /** What was typed into the search, as a beginning. */
  startName: string;
  clinicZone: string;
  onDone: (patient: PatientSummary) => void;
  onLeave: () => void;
}

interface Fields {
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string | null;
  readonly email: string;
  readonly phone: string;
  readonly locale: string;
  readonly zone: string;
}

/** Puts a patient on file in the midst of a booking. Somebody who may be there already is shown first. */
export function RegisterForm({ startName, clinicZone, onDone, onLeave }: RegisterFormProps) {
  const t = useTranslations("people.register");
  const say = useErrorWords();
  const locale = useLocale();
  const [given = "", ...rest] = /[\d@]/.test(startName) ? [] : startName.trim().split(/\s+/);
  const [fields, setFields] = useState<Fields>({
    givenName: given,
    familyName: rest.join(" "),
    birthDate: null,
    email: "",
    phone: "",
    locale: locale === "es" ? "es" : "en",
    zone: clinicZone,
  });
  const [wrong, setWrong] = useState<Partial<Record<keyof Fields, string>>>({});
  const [error, setError] = useState<DomainError | null>(null);
  const [duplicates, setDuplicates] = useState<readonly Duplicate[]>([]);
  const [isPending, setPending] = useState(false);
  const set = (change: Partial<Fields>) => {
    setFields((before) => ({ ...before, ...change }));
    setDuplicates([]);
  };

  const send = async (confirmedDistinctFrom: readonly string[]) => {
    const missing = wrongFields(fields);
    setWrong(Object.fromEntries(Object.entries(missing).map(([name, key]) => [name, t(key)])));
    setError(null);
    if (Object.keys(missing).length > 0) return;
    setPending(true);
    const input = { ...fields, confirmedDistinctFrom };
    const result = await callCommand<unknown, PatientSummary>("people/register-patient", input);
    if (result.ok) {
      announce(t("registered", { name: result.value.name }));
      return onDone(result.value);
    }
    if (result.error.code === "people.likely_duplicate") {
      const shown = await askPrivately<unknown, { duplicates: readonly Duplicate[] }>("people/likely-duplicates", input);
      if (shown.ok) setDuplicates(shown.value.duplicates);
      else setError(shown.error);
    } else if (result.error.fields?.birthDate !== undefined) setWrong({ birthDate: say(result.error, "birthDate") });
    else setError(result.error);
    setPending(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send([]);
  };

  return (
    <form noValidate onSubmit={submit} className="register" aria-labelledby="register-title">
      <h2 id="register-title" className="text-h3">
        {t("title")}
      </h2>
      <p className="text-small text-ink2">{t("words")}</p>
      <RegisterFields fields={fields} wrong={wrong} set={set} />
      {duplicates.length > 0 && (
        <DuplicateList duplicates={duplicates} onTake={onDone} onDistinct={() => void send(duplicates.map(({ patient }) => patient.id))} />
      )}
      {error !== null && (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {duplicates.length === 0 && (
          <Button kind="filled" type="submit" pending={isPending}>
            {t("save")}
          </Button>
        )}
        <Button kind="quiet" onPress={onLeave}>
          {t("leave")}
        </Button>
      </div>
    </form>
  );
}

interface RegisterFieldsProps {
  fields: Fields;
  wrong: Partial<Record<keyof Fields, string>>;
  set: (change: Partial<Fields>) => void;
}

function RegisterFields({ fields, wrong, set }: RegisterFieldsProps) {
  const t = useTranslations("people.register");
  const locale = useLocale();
  const optional = t("optional");
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <TextField autoFocus required spellCheck={false} label={t("givenName")} value={fields.givenName} error={wrong.givenName} onChange={(givenName) => set({ givenName })} />
        <TextField spellCheck={false} label={t("familyName")} help={t("familyHelp")} value={fields.familyName} error={wrong.familyName} onChange={(familyName) => set({ familyName })} />
      </div>
      <DateField required label={t("birthDate")} error={wrong.birthDate} onChange={(birthDate) => set({ birthDate })} />
      <TextField type="email" dir="ltr" label={t("email")} optional={optional} value={fields.email} error={wrong.email} onChange={(email) => set({ email })} />
      <TextField type="tel" dir="ltr" label={t("phone")} optional={optional} value={fields.phone} error={wrong.phone} onChange={(phone) => set({ phone })} />
      <div className="grid grid-cols-2 gap-3">
        <SelectField label={t("language")} value={fields.locale} onChange={(code) => set({ locale: code })} options={languageOptions(locale)} />
        <SelectField label={t("zone")} value={fields.zone} onChange={(zone) => set({ zone })} options={zoneOptions(fields.zone)} />
      </div>
    </>
  );
}

/** Which fields the server would refuse, by the schema that it uses. */
function wrongFields(fields: Fields): Partial<Record<keyof Fields, "required" | "emailWrong" | "phoneWrong" | "birthDateWrong">> {
  const parsed = RegisterPatientInput.safeParse(fields);
  if (parsed.success) return {};
  const names = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  return {
    ...(names.has("givenName") && { givenName: "required" as const }),
    ...(names.has("familyName") && { familyName: "required" as const }),
    ...(names.has("birthDate") && { birthDate: "birthDateWrong" as const }),
    ...(names.has("email") && { email: "emailWrong" as const }),
    ...(names.has("phone") && { phone: "phoneWrong" as const }),
  };
}
