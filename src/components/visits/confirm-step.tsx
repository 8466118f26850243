"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { SelectField, TextField } from "@/components/kit/field";
import { Icon } from "@/components/kit/icon";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useIsLive } from "@/components/kit/use-is-live";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { DomainError } from "@/core/kit/errors";
import type { VisitorView } from "@/core/visits/views";
import { callCommand } from "@/room/api";
import { EntryFrame } from "./entry-frame";
import { visitorClaim } from "./use-visitor-visit";

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** `YYYY-MM-DD` of three parts, or null where they make no date. */
export function dateOfParts(day: string, month: string, year: string): string | null {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null;
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text;
}

interface ConfirmStepProps {
  view: VisitorView;
  locales: readonly LocaleOption[];
  onDone: () => Promise<void>;
}

/** Name and birth date, so that nobody but the patient gets in by the link. */
export function ConfirmStep({ view, locales, onDone }: ConfirmStepProps) {
  const t = useTranslations("visits.confirm");
  const say = useErrorWords();
  const [fields, setFields] = useState({ name: "", day: "", month: "", year: "" });
  const [wrong, setWrong] = useState<{ name?: string; date?: string; all?: string }>({});
  const form = useErrorFocus(wrong);
  const [isPending, setPending] = useState(false);
  // Until then a press would send the form as a browser does: what was typed would be gone, or in the address.
  const isLive = useIsLive();
  const set = (field: keyof typeof fields) => (value: string) => setFields((before) => ({ ...before, [field]: value }));

  const tell = (error: DomainError) => {
    const left = error.params?.left;
    setWrong({ all: error.code === "visits.wrong_answer" && typeof left === "number" ? t("wrong", { left }) : say(error) });
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const name = fields.name.trim();
    const birthDate = dateOfParts(fields.day.trim(), fields.month, fields.year.trim());
    if (name === "" || birthDate === null) {
      setWrong({ name: name === "" ? t("nameMissing") : undefined, date: birthDate === null ? t("dateMissing") : undefined });
      return;
    }
    setPending(true);
    const answer = await callCommand("visits/confirm-identity", { visitId: view.visitId, name, birthDate }, { as: visitorClaim(view.visitId) });
    if (answer.ok) setWrong({});
    else tell(answer.error);
    // Also after a refusal: the tries may be used up, or the visit over.
    if (answer.ok || answer.error.kind === "gone") await onDone();
    setPending(false);
  };

  return (
    <form method="post" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <EntryFrame
        locales={locales}
        step="who"
        foot={
          <PlainButton type="submit" kind="filled" size="large" wide pending={isPending || !isLive}>
            {t("submit")}
          </PlainButton>
        }
      >
        <h1 className="text-h1">{t("title")}</h1>
        <p className="mt-1 text-ink2">{t("words", { practice: view.practice.name })}</p>
        <div className="mt-6 grid gap-6">
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
          <p className="flex gap-2 text-small text-ink2">
            <Icon name="lock" />
            <span>{t("why")}</span>
          </p>
        </div>
      </EntryFrame>
    </form>
  );
}

interface BirthDateProps {
  fields: { day: string; month: string; year: string };
  set: (field: "day" | "month" | "year") => (value: string) => void;
  error?: string;
}

/** A birth date in three plain fields: a month in words can't be mistaken for a day, and nobody scrolls to 1938. */
export function BirthDate({ fields, set, error }: BirthDateProps) {
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
