"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";
import { NewPasswordField } from "./password-field";

const TOKEN = /^#([\w-]{43})$/;

/** Sets a password by a mailed link. The token leaves the address at once; nothing is used up before the press. */
export function SetPasswordForm() {
  const t = useTranslations("access.setPassword");
  const say = useErrorWords();
  const token = useRef<string | null>(null);
  const password = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<"reading" | "ready" | "pending" | "broken" | "done">("reading");
  const [error, setError] = useState<DomainError | null>(null);

  useEffect(() => {
    if (token.current !== null) return;
    token.current = TOKEN.exec(location.hash)?.[1] ?? null;
    if (token.current !== null) history.replaceState(null, "", location.pathname);
    setState(token.current === null ? "broken" : "ready");
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (state !== "ready") return;
    setState("pending");
    setError(null);
    const input = { token: token.current, password: password.current?.value ?? "" };
    const result = await callCommand("access/set-password", input, { as: { kind: "public" } });
    if (result.ok) return setState("done");
    setError(result.error);
    setState(result.error.kind === "gone" ? "broken" : "ready");
    password.current?.focus();
  };

  if (state === "done" || state === "broken") {
    const isDone = state === "done";
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
      <PlainButton type="submit" kind="filled" size="large" pending={state !== "ready"}>
        {t("submit")}
      </PlainButton>
    </form>
  );
}
