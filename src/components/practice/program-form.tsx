"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { SelectField, TextField } from "@/components/kit/field";
import { FormFoot } from "@/components/kit/form-foot";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useSave } from "./use-save";

const SCOPES = ["practice.read", "patients.read", "patients.write", "appointments.read", "appointments.write"] as const;
type Scope = (typeof SCOPES)[number];
type KeyOf<S extends string> = S extends `${infer A}.${infer B}` ? `${A}_${B}` : never;
const keyOf = (scope: Scope): KeyOf<Scope> => scope.replace(".", "_") as KeyOf<Scope>;

interface ProgramFormProps {
  onMade: () => void;
  onLeave: () => void;
}

/** A new program, and its secret, this once. */
export function ProgramForm({ onMade, onLeave }: ProgramFormProps) {
  const t = useTranslations("practice");
  const say = useErrorWords();
  const [values, setValues] = useState<{ name: string; scopes: readonly Scope[]; life: string }>({ name: "", scopes: ["practice.read"], life: "90" });
  const [secret, setSecret] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const { isPending, error, save, dialog } = useSave();
  const form = useErrorFocus(error);
  const wrong = (field: string) => (error?.fields?.[field] === undefined ? undefined : say(error, field));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const lifeDays = values.life === "" ? null : Number(values.life);
    const made = await save<{ secret: string }>("practice/create-api-client", { name: values.name, scopes: values.scopes, lifeDays }, t("programs.secretTitle", { name: values.name }));
    if (made === null) return;
    setSecret(made.secret);
    onMade();
  };
  if (secret !== null) {
    return (
      <section className="secret-once" aria-labelledby="secret-title">
        <h2 id="secret-title" className="text-h3">
          {t("programs.secretTitle", { name: values.name })}
        </h2>
        <p>{t("programs.secretWords")}</p>
        <code className="secret" dir="ltr">
          {secret}
        </code>
        <div className="flex flex-wrap gap-2">
          <PlainButton icon="copy" onPress={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}>
            {t("programs.copy")}
          </PlainButton>
          <PlainButton kind="filled" onPress={onLeave}>
            {t("programs.done")}
          </PlainButton>
        </div>
        <p role="status" className="text-small text-ink2">
          {copied && t("programs.copied")}
        </p>
      </section>
    );
  }
  return (
    <>
      <form ref={form} noValidate method="post" className="settings-form mt-4" onSubmit={(event) => void submit(event)}>
        <TextField autoFocus required label={t("programs.name")} dir="auto" spellCheck={false} value={values.name} error={wrong("name")} onChange={(name) => setValues({ ...values, name })} />
        <ChoiceGroup label={t("programs.scopes")} error={wrong("scopes")}>
          {SCOPES.map((scope) => (
            <Choice
              key={scope}
              light
              title={t(`scope.${keyOf(scope)}`)}
              checked={values.scopes.includes(scope)}
              onChange={(isOn) => setValues({ ...values, scopes: SCOPES.filter((each) => (each === scope ? isOn : values.scopes.includes(each))) })}
            />
          ))}
        </ChoiceGroup>
        <SelectField
          label={t("programs.life")}
          value={values.life}
          onChange={(life) => setValues({ ...values, life })}
          options={[...["30", "90", "365"].map((value) => ({ value, label: t("programs.days", { days: value }) })), { value: "", label: t("programs.forGood") }]}
        />
        <FormFoot save={t("programs.create")} isPending={isPending} error={error} leave={{ word: t("programs.leave"), onPress: onLeave }} />
      </form>
      {dialog}
    </>
  );
}
