"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useIsLive } from "@/components/kit/use-is-live";
import { callCommand } from "@/room/api";
import { useMailedToken } from "./use-mailed-token";
import { usePending } from "./use-pending";

/** What each link does, as whom, and where its page leads then. */
const WAYS = {
  confirm: { command: "access/confirm-mail", as: { kind: "session" }, next: "/account/security" },
  undo: { command: "access/undo-mail", as: { kind: "public" }, next: "/sign-in/forgot" },
} as const;

/** The button behind a link that was mailed for a change of address. Opening the page changes nothing. */
export function MailLink({ way }: { way: keyof typeof WAYS }) {
  const t = useTranslations(`access.mail.${way}`);
  const both = useTranslations("access.mail");
  const say = useErrorWords();
  const isLive = useIsLive();
  const { command, as, next } = WAYS[way];
  const { isPending, error, run } = usePending();
  const token = useMailedToken();
  const [isDone, setDone] = useState(false);

  const press = async () => {
    if (!token) return;
    if ((await run(() => callCommand(command, { token }, { as }))) !== null) setDone(true);
  };
  if (isDone) {
    return (
      <div className="flex flex-col items-start gap-6" role="status">
        <h1 className="text-h1">{t("done")}</h1>
        <p className="max-w-[30rem]">{t("doneWords")}</p>
        <LinkButton kind="filled" href={next}>
          {t("next")}
        </LinkButton>
      </div>
    );
  }
  if (token === "" || error?.kind === "gone") {
    return (
      <div className="flex flex-col items-start gap-6">
        <h1 className="text-h1">{both("brokenTitle")}</h1>
        <Banner kind="slow" icon="link" fact={error === null ? both("incomplete") : say(error)} live="assertive" />
        <LinkButton href="/account/security">{both("toSecurity")}</LinkButton>
      </div>
    );
  }
  const mustSignIn = error?.kind === "signed_out" || error?.code === "access.second_factor_needed";
  return (
    <div className="flex flex-col items-start gap-6">
      <div>
        <h1 className="text-h1">{t("title")}</h1>
        <p className="mt-2 max-w-[30rem] text-ink2">{t("words")}</p>
      </div>
      {error !== null && !mustSignIn && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      {mustSignIn ? (
        <Banner
          kind="slow"
          icon="lock"
          fact={both("signInFirst")}
          live="assertive"
          action={
            <LinkButton kind="filled" href="/sign-in">
              {both("signIn")}
            </LinkButton>
          }
        />
      ) : (
        <PlainButton kind="filled" size="large" pending={isPending || !isLive || !token} onPress={() => void press()}>
          {t("submit")}
        </PlainButton>
      )}
    </div>
  );
}
