"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState, useSyncExternalStore, type FormEvent } from "react";
import { SelectField, TextField } from "@/components/kit/field";
import { FormFoot } from "@/components/kit/form-foot";
import { LinkButton } from "@/components/kit/plain-button";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { zoneOptions } from "@/components/people/options";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";

interface Values {
  readonly code: string;
  readonly practice: string;
  /** Null: the browser's own. */
  readonly zone: string | null;
  /** Null: that of the page. */
  readonly locale: string | null;
  readonly emergencyNumber: string;
  readonly admin: string;
  readonly email: string;
}

const EMPTY: Values = { code: "", practice: "", zone: null, locale: null, emergencyNumber: "112", admin: "", email: "" };

const never = () => () => undefined;
const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Makes the first practice. Public: who has the code, is the one who runs the machine. */
export function SetupForm() {
  const t = useTranslations("setup");
  const say = useErrorWords();
  const [values, setValues] = useState(EMPTY);
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const form = useErrorFocus(error);
  // Only the browser knows its zone: a page drawn elsewhere would guess.
  const here = useSyncExternalStore(never, zoneHere, () => "UTC");
  const zone = values.zone ?? here;
  const page = useLocale().startsWith("es") ? "es" : "en";
  const locale = values.locale ?? page;
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const wrong = (field: keyof Values) => (error?.fields?.[field] === undefined ? undefined : say(error, field));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const made = await callCommand<object, { link: string }>("practice/set-up", { ...values, zone, locale }, { as: { kind: "public" } });
    setPending(false);
    if (made.ok) setLink(made.value.link);
    else setError(made.error);
  };
  if (link !== null) {
    return (
      <section role="status">
        <h1 className="text-h1">{t("doneTitle")}</h1>
        <p className="mt-2 text-reading">{t("doneWords")}</p>
        <LinkButton kind="filled" size="large" className="mt-6" href={link}>
          {t("go")}
        </LinkButton>
      </section>
    );
  }
  return (
    <>
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 text-reading">{t("words")}</p>
      <form ref={form} noValidate method="post" className="settings-form mt-6" onSubmit={(event) => void submit(event)}>
        <TextField required label={t("code")} help={t("codeHelp")} dir="ltr" autoComplete="off" spellCheck={false} value={values.code} error={wrong("code")} onChange={(code) => set({ code })} />
        <TextField required label={t("practice")} dir="auto" spellCheck={false} value={values.practice} error={wrong("practice")} onChange={(practice) => set({ practice })} />
        <SelectField label={t("zone")} value={zone} error={wrong("zone")} options={zoneOptions(zone)} onChange={(chosen) => set({ zone: chosen })} />
        <SelectField label={t("locale")} value={locale} options={(["en", "es"] as const).map((value) => ({ value, label: t(value) }))} onChange={(chosen) => set({ locale: chosen })} />
        <TextField required label={t("emergency")} inputMode="numeric" dir="ltr" value={values.emergencyNumber} error={wrong("emergencyNumber")} onChange={(emergencyNumber) => set({ emergencyNumber })} />
        <TextField required label={t("admin")} dir="auto" autoComplete="name" spellCheck={false} value={values.admin} error={wrong("admin")} onChange={(admin) => set({ admin })} />
        <TextField required type="email" dir="ltr" label={t("email")} autoComplete="email" value={values.email} error={wrong("email")} onChange={(email) => set({ email })} />
        <FormFoot save={t("make")} isPending={isPending} error={error} />
      </form>
    </>
  );
}
