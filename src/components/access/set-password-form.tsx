"use client";

import { useTranslations } from "next-intl";
import { useRef, useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";
import { NewPasswordField } from "./password-field";
import { useMailedToken } from "./use-mailed-token";

/** Sets a password by a mailed link. */
export function SetPasswordForm() {
  const t = useTranslations("access.setPassword");
  const say = useErrorWords();
  const token = useMailedToken();
  const password = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<"ready" | "pending" | "done">("ready");
  const [error, setError] = useState<DomainError | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (state !== "ready" || !token) return;
    setState("pending");
    setError(null);
    const input = { token, password: password.current?.value ?? "" };
    const result = await callCommand("access/set-password", input, { as: { kind: "public" } });
    if (result.ok) return setState("done");
    setError(result.error);
    setState("ready");
    password.current?.focus();
  };

  const isDone = state === "done";
  if (isDone || token === "" || error?.kind === "gone") {
    return (
      <div className="flex flex-col items-start gap-6">
        <h1 className="text-h1">{isDone ? t("done") : t("brokenTitle")}</h1>
        {isDone ? (
          <p className="max-w-[30rem]" role="status">
            {t("doneWords")}
          </p>
        ) : (
          <Banner kind="slow" icon="link" fact={error === null ? t("incomplete") : say(error)} live="assertive" />
        )}
        <LinkButton kind="filled" href={isDone ? "/sign-in" : "/sign-in/forgot"}>
          {isDone ? t("signIn") : t("again")}
        </LinkButton>
      </div>
    );
  }
  const wrong = error?.fields?.password === undefined || error === null ? undefined : say(error, "password");
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex max-w-[26rem] flex-col items-start gap-6">
      <div>
        <h1 className="text-h1">{t("title")}</h1>
        <p className="mt-2 text-ink2">{t("words")}</p>
      </div>
      {error !== null && wrong === undefined && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      <div className="w-full">
        <NewPasswordField ref={password} name="password" label={t("password")} error={wrong} />
      </div>
      <PlainButton type="submit" kind="filled" size="large" pending={state !== "ready" || !token}>
        {t("submit")}
      </PlainButton>
    </form>
  );
}
