"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { goOn, postSignIn } from "./post-sign-in";
import { useMailedToken } from "./use-mailed-token";

/** The button behind a mailed link. */
export function LinkSignIn() {
  const t = useTranslations("access.link");
  const say = useErrorWords();
  const token = useMailedToken();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<DomainError | null>(null);

  const signIn = async () => {
    if (!token) return;
    setPending(true);
    const result = await postSignIn("link", { token });
    if (result.ok) return goOn(null);
    setError(result.error);
    setPending(false);
  };

  if (token === "" || error?.code === "access.link_used") {
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
      <PlainButton kind="filled" size="large" icon="sign-in" pending={isPending || !token} onPress={() => void signIn()}>
        {t("submit")}
      </PlainButton>
    </div>
  );
}
