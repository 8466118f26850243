"use client";

import { useTranslations } from "next-intl";
import { useRef, useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { TextField } from "@/components/kit/field";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { callCommand } from "@/room/api";
import { FormFoot } from "./form-foot";
import type { SecurityPartProps } from "./security-types";
import { usePending } from "./use-pending";

/** The address that the account is mailed at, and a form that asks for another one. */
export function MailPart({ view, run: runStep, changed }: SecurityPartProps) {
  const t = useTranslations("access.mail");
  const say = useErrorWords();
  const [isOpen, setOpen] = useState(false);
  const { isPending, error, setError, run } = usePending();
  const email = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = email.current?.value.trim() ?? "";
    const done = await run(() => runStep(() => callCommand<unknown, { lifeMin: number }>("access/change-mail", { email: typed })));
    if (done === null) return email.current?.focus();
    setOpen(false);
    changed(t("asked", { email: typed, minutes: done.lifeMin }));
  };
  const wrong = error?.fields?.email === undefined || error === null ? undefined : say(error, "email");
  return (
    <section className="mt-8 border-t border-rule pt-6">
      <h2 className="text-h2">{t("title")}</h2>
      <p className="mt-1 break-words text-ink2">{t("now", { email: view.email })}</p>
      {!isOpen ? (
        <PlainButton className="mt-4" onPress={() => setOpen(true)}>
          {t("change")}
        </PlainButton>
      ) : (
        <form method="post" noValidate onSubmit={(event) => void submit(event)} className="mt-4 flex max-w-[26rem] flex-col gap-6">
          {error !== null && wrong === undefined && (
            <Banner
              kind="urgent"
              fact={say(error)}
              live="assertive"
              action={error.code === "access.sign_in_again" ? <LinkButton href="/sign-out">{t("signInAgain")}</LinkButton> : undefined}
            />
          )}
          <TextField ref={email} name="email" type="email" label={t("next")} help={t("help")} error={wrong} autoComplete="email" spellCheck={false} dir="ltr" required />
          <FormFoot
            submit={t("send")}
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
