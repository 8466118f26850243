"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRef, useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { callCommand } from "@/room/api";
import { FormFoot } from "./form-foot";
import { NewPasswordField } from "./password-field";
import type { SecurityPartProps } from "./security-types";
import { usePending } from "./use-pending";

/** The password: when it changed, and a form that changes it. */
export function PasswordPart({ view, run: runStep, changed }: SecurityPartProps) {
  const t = useTranslations("access.security");
  const format = useFormatter();
  const say = useErrorWords();
  const [isOpen, setOpen] = useState(false);
  const { isPending, error, setError, run } = usePending();
  const [current, next] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { current: view.hasPassword ? (current.current?.value ?? "") : null, next: next.current?.value ?? "" };
    const done = await run(() => runStep(() => callCommand<unknown, { ended: number }>("access/change-password", input)));
    if (done === null) return;
    setOpen(false);
    changed(t("changed", { count: done.ended }));
  };
  const wrongIn = (field: string) => (error?.fields?.[field] === undefined ? undefined : say(error, field));
  const state = !view.hasPassword ? t("passwordNone") : view.passwordAtMs === null ? t("passwordSome") : t("passwordAt", { when: format.dateTime(view.passwordAtMs, "moment") });
  return (
    <section className="mt-8 border-t border-rule pt-6">
      <h2 className="text-h2">{t("passwordTitle")}</h2>
      <p className="mt-1 text-ink2">{state}</p>
      {!isOpen ? (
        <PlainButton className="mt-4" onPress={() => setOpen(true)}>
          {view.hasPassword ? t("change") : t("setFirst")}
        </PlainButton>
      ) : (
        <form method="post" noValidate onSubmit={(event) => void submit(event)} className="mt-4 flex max-w-[26rem] flex-col gap-6">
          {error !== null && error.fields === undefined && <Banner kind="urgent" fact={say(error)} live="assertive" />}
          {/* A password manager wants to know whose it is. */}
          <input type="text" name="username" autoComplete="username" defaultValue={view.email} hidden readOnly />
          {view.hasPassword && (
            <TextField ref={current} name="current" type="password" autoComplete="current-password" label={t("current")} error={wrongIn("current")} dir="ltr" required />
          )}
          <NewPasswordField ref={next} name="next" label={t("next")} error={wrongIn("next")} />
          <FormFoot
            submit={t("save")}
            cancel={t("cancel")}
            isPending={isPending}
            onCancel={() => {
              setOpen(false);
              setError(null);
            }}
          />
        </form>
      )}
    </section>
  );
}
