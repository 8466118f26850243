"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { goOn, postSignIn } from "./post-sign-in";

const TOKEN = /^#([\w-]{43})$/;

/**
 * The button behind a mailed link. Opening the page uses nothing up: mail scanners open pages. The
 * token is taken out of the address at once, so that it stays in no history.
 */
export function LinkSignIn() {
  const t = useTranslations("access.link");
  const say = useErrorWords();
  const token = useRef<string | null>(null);
  const [state, setState] = useState<"reading" | "ready" | "broken" | "pending">("reading");
  const [error, setError] = useState<DomainError | null>(null);

  useEffect(() => {
    if (token.current !== null) return;
    token.current = TOKEN.exec(location.hash)?.[1] ?? null;
    if (token.current !== null) history.replaceState(null, "", location.pathname);
    setState(token.current === null ? "broken" : "ready");
  }, []);

  const signIn = async () => {
    if (token.current === null) return;
    setState("pending");
    const result = await postSignIn("link", { token: token.current });
    if (result.ok) return goOn(null);
    setError(result.error);
    setState(result.error.code === "access.link_used" ? "broken" : "ready");
  };

  if (state === "broken") {
    return (
      <div className="flex flex-col items-start gap-6">
        <h1 className="text-h1">{t("brokenTitle")}</h1>
        <Banner kind="slow" icon="link" fact={error === null ? t("incomplete") : say(error)} live="assertive" />
        <LinkButton kind="filled" href="/sign-in">
          {t("askAgain")}
        </LinkButton>
      </div>
    );
  }
  return (
    <div className="flex flex-col items-start gap-6">
      <div>
        <h1 className="text-h1">{t("title")}</h1>
        <p className="mt-2 max-w-[30rem] text-ink2">{t("words")}</p>
      </div>
      {error !== null && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      <PlainButton kind="filled" size="large" icon="sign-in" pending={state !== "ready"} onPress={() => void signIn()}>
        {t("submit")}
      </PlainButton>
    </div>
  );
}
