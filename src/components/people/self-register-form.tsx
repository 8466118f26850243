"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { DateField } from "@/components/kit/date-field";
import { SelectField, TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useIsLive } from "@/components/kit/use-is-live";
import type { LocaleOption } from "@/components/shell/language-switch";
import { EntryFrame } from "@/components/visits/entry-frame";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";
import { languageOptions, zoneOptions } from "./options";
import { useUnsaved } from "./use-unsaved";

interface SelfRegisterFormProps {
  page: { readonly practiceId: string; readonly name: string; readonly zone: string; readonly emergencyNumber: string };
  locales: readonly LocaleOption[];
}

/** Somebody says who they are; all that happens is a mail to the address they gave. */
export function SelfRegisterForm({ page, locales }: SelfRegisterFormProps) {
  const t = useTranslations("registration");
  const say = useErrorWords();
  const locale = useLocale();
  const isLive = useIsLive();
  const [values, setValues] = useState({ givenName: "", familyName: "", preferredName: "", pronouns: "", birthDate: null as string | null, email: "", phone: "", locale: locale === "es" ? "es" : "en", zone: page.zone });
  const [error, setError] = useState<DomainError | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const form = useErrorFocus(error);
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }));
  useUnsaved(!isAsked && (values.givenName !== "" || values.email !== ""));
  const wrong = (field: keyof typeof values) => {
    if (error?.fields?.[field] === undefined) return undefined;
    return (values[field] ?? "") === "" ? t("required") : say(error, field);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const answer = await callCommand("people/ask-to-register", { practiceId: page.practiceId, ...values }, { as: { kind: "public" } });
    setError(answer.ok ? null : answer.error);
    setAsked(answer.ok);
    setPending(false);
  };

  if (isAsked) {
    return (
      <EntryFrame locales={locales}>
        <div role="status" className="pt-8">
          <StatePanel kind="empty" level={1} title={t("asked")} actions={<PlainButton kind="quiet" onPress={() => setAsked(false)}>{t("again")}</PlainButton>}>
            {t("askedWords")}
          </StatePanel>
        </div>
      </EntryFrame>
    );
  }
  const optional = t("optional");
  return (
    <form ref={form} method="post" noValidate onSubmit={(event) => void submit(event)}>
      <EntryFrame
        locales={locales}
        foot={
          <PlainButton type="submit" kind="filled" size="large" wide pending={isPending || !isLive}>
            {t("submit")}
          </PlainButton>
        }
      >
        <h1 className="text-h1">{t("title", { practice: page.name })}</h1>
        <p className="mt-1 text-ink2">{t("words")}</p>
        <div className="mt-6 grid gap-5">
          <TextField required size="large" label={t("givenName")} autoComplete="given-name" spellCheck={false} dir="auto" value={values.givenName} error={wrong("givenName")} onChange={(givenName) => set({ givenName })} />
          <TextField size="large" label={t("familyName")} help={t("familyHelp")} autoComplete="family-name" spellCheck={false} dir="auto" value={values.familyName} error={wrong("familyName")} onChange={(familyName) => set({ familyName })} />
          <DateField required size="large" label={t("birthDate")} autoComplete="bday" error={wrong("birthDate")} onChange={(birthDate) => set({ birthDate })} />
          <TextField required size="large" type="email" dir="ltr" label={t("email")} help={t("emailHelp")} autoComplete="email" value={values.email} error={wrong("email")} onChange={(email) => set({ email })} />
          <TextField size="large" type="tel" dir="ltr" label={t("phone")} optional={optional} autoComplete="tel" value={values.phone} error={error?.fields?.phone === undefined ? undefined : say(error, "phone")} onChange={(phone) => set({ phone })} />
          <TextField size="large" label={t("preferredName")} optional={optional} autoComplete="nickname" spellCheck={false} dir="auto" value={values.preferredName} error={error?.fields?.preferredName === undefined ? undefined : say(error, "preferredName")} onChange={(preferredName) => set({ preferredName })} />
          <TextField size="large" label={t("pronouns")} optional={optional} dir="auto" value={values.pronouns} error={error?.fields?.pronouns === undefined ? undefined : say(error, "pronouns")} onChange={(pronouns) => set({ pronouns })} />
          <SelectField size="large" label={t("locale")} value={values.locale} options={languageOptions(locale)} onChange={(code) => set({ locale: code })} />
          <SelectField size="large" label={t("zone")} value={values.zone} options={zoneOptions(values.zone)} onChange={(zone) => set({ zone })} />
          {error !== null && (
            <p role="alert" className="field-error">
              {say(error)}
            </p>
          )}
          <p className="text-small text-ink2">{t("emergency", { number: page.emergencyNumber })}</p>
        </div>
      </EntryFrame>
    </form>
  );
}
