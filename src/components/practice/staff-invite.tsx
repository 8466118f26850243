"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { SelectField, TextField } from "@/components/kit/field";
import { FormFoot } from "@/components/kit/form-foot";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useUnsaved } from "@/components/people/use-unsaved";
import { StaffFields, type StaffValues } from "./staff-fields";
import { useSave } from "./use-save";

interface StaffInviteProps {
  zone: string;
  supervisors: readonly { readonly id: string; readonly displayName: string }[];
  onDone: () => void;
  onLeave: () => void;
}

/** Asks somebody to work here. */
export function StaffInvite({ zone, supervisors, onDone, onLeave }: StaffInviteProps) {
  const t = useTranslations("staff");
  const say = useErrorWords();
  const language = new Intl.DisplayNames([useLocale()], { type: "language" });
  const [email, setEmail] = useState("");
  const [locale, setLocale] = useState("en");
  const [values, setValues] = useState<StaffValues>({ displayName: "", speciality: "", roles: [], languages: [], licencePlaces: [], zone, supervisorId: null });
  const { isPending, error, save, dialog } = useSave();
  const form = useErrorFocus(error);
  useUnsaved(email !== "" || values.displayName !== "");
  const wrong = (field: string) => {
    const found = Object.keys(error?.fields ?? {}).find((path) => path === field || path.startsWith(`${field}.`));
    return error === null || found === undefined ? undefined : say(error, found);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await save("practice/invite-staff", { email: email.trim(), locale, ...values }, t("form.sent", { email: email.trim() }));
    if (done !== null) onDone();
  };
  return (
    <>
      <form ref={form} noValidate method="post" className="settings-form" onSubmit={(event) => void submit(event)}>
        <p className="text-ink2">{t("form.inviteWords")}</p>
        <TextField required type="email" dir="ltr" label={t("form.email")} value={email} error={wrong("email")} onChange={setEmail} />
        <StaffFields values={values} supervisors={supervisors} wrong={wrong} set={(change) => setValues((before) => ({ ...before, ...change }))} />
        <SelectField label={t("form.locale")} value={locale} onChange={setLocale} options={["en", "es"].map((value) => ({ value, label: language.of(value) ?? value }))} />
        <FormFoot save={t("form.send")} isPending={isPending} error={error} leave={{ word: t("form.leave"), onPress: onLeave }} />
      </form>
      {dialog}
    </>
  );
}
