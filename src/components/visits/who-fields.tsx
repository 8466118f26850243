"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { SelectField, TextField } from "@/components/kit/field";
import { Icon } from "@/components/kit/icon";

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** `YYYY-MM-DD` of three parts, or null where they make no date. */
function dateOfParts(day: string, month: string, year: string): string | null {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null;
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text;
}

/** What somebody types to say who they are. */
interface WhoFieldsState {
  readonly name: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** What is wrong with it, in words: with the name, the date, or how the two fit. */
export interface WhoProblems {
  readonly name?: string;
  readonly date?: string;
  readonly all?: string;
}

/** Name and birth date as they are typed, and as they are sent: null for a date that is none. */
export function useWho() {
  const [fields, setFields] = useState<WhoFieldsState>({ name: "", day: "", month: "", year: "" });
  const set = (field: keyof WhoFieldsState) => (value: string) => setFields((before) => ({ ...before, [field]: value }));
  const read = () => ({ name: fields.name.trim(), birthDate: dateOfParts(fields.day.trim(), fields.month, fields.year.trim()) });
  return { fields, set, read };
}

/** First or last name, and the birth date: so little that nobody has to look anything up. */
export function WhoFields({ fields, set, wrong }: Pick<ReturnType<typeof useWho>, "fields" | "set"> & { wrong: WhoProblems }) {
  const t = useTranslations("visits.confirm");
  return (
    <>
      <TextField
        label={t("name")}
        value={fields.name}
        onChange={set("name")}
        error={wrong.name}
        autoComplete="given-name"
        spellCheck={false}
        maxLength={200}
        size="large"
        dir="auto"
      />
      <BirthDate fields={fields} set={set} error={wrong.date} />
      {wrong.all !== undefined && (
        <p role="alert" className="field-error">
          <Icon name="error" />
          <span>{wrong.all}</span>
        </p>
      )}
    </>
  );
}

interface BirthDateProps {
  fields: { day: string; month: string; year: string };
  set: (field: "day" | "month" | "year") => (value: string) => void;
  error?: string;
}

/** A birth date in three plain fields: a month in words can't be mistaken for a day, and nobody scrolls to 1938. */
function BirthDate({ fields, set, error }: BirthDateProps) {
  const t = useTranslations("visits.confirm");
  const format = useFormatter();
  const months = MONTHS.map((month) => ({
    value: String(month),
    label: format.dateTime(Date.UTC(2024, month - 1, 15), { month: "long", timeZone: "UTC" }),
  }));
  return (
    <fieldset className="grid gap-1.5" aria-describedby={error === undefined ? undefined : "birth-date-error"}>
      <legend className="field-label mb-1.5">{t("birthDate")}</legend>
      <div className="grid grid-cols-[4.5rem_1fr_5.5rem] gap-2">
        <TextField label={t("day")} value={fields.day} onChange={set("day")} inputMode="numeric" autoComplete="bday-day" maxLength={2} size="large" />
        <SelectField label={t("month")} value={fields.month} onChange={set("month")} options={months} empty="" autoComplete="bday-month" size="large" />
        <TextField label={t("year")} value={fields.year} onChange={set("year")} inputMode="numeric" autoComplete="bday-year" maxLength={4} size="large" />
      </div>
      <div id="birth-date-error" aria-live="polite" className={error === undefined ? "hidden" : "field-error"}>
        <Icon name="error" />
        <span>{error}</span>
      </div>
    </fieldset>
  );
}
