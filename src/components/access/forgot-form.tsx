"use client";

import { useTranslations } from "next-intl";
import { useRef, useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { TextField } from "@/components/kit/field";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useIsLive } from "@/components/kit/use-is-live";
import { callCommand } from "@/room/api";
import { usePending } from "./use-pending";

/** Asks for a mailed link that sets a new password. Says the same whether or not the address is known. */
export function ForgotForm({ mailbox }: { mailbox: string | null }) {
  const t = useTranslations("access.forgot");
  const words = useTranslations("access.checkMail");
  const signIn = useTranslations("access.signIn");
  const say = useErrorWords();
  const isLive = useIsLive();
  const { isPending, error, run } = usePending();
  const [isSent, setSent] = useState(false);
  const email = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { email: email.current?.value.trim() ?? "" };
    const done = await run(() => callCommand("access/request-password", input, { as: { kind: "public" } }));
    if (done === null) email.current?.focus();
    else setSent(true);
  };
  if (isSent) {
    return (
      <div role="status">
        <h1 className="text-h1">{t("sentTitle")}</h1>
        <p className="mt-2 max-w-[30rem]">{t("sent")}</p>
        <div className="mt-6 flex flex-wrap gap-2">
          <LinkButton href="/sign-in">{t("back")}</LinkButton>
          {mailbox !== null && (
            <LinkButton href={mailbox} icon="mail">
              {words("demoMail")}
            </LinkButton>
          )}
        </div>
      </div>
    );
  }
  const wrong = error?.fields?.email === undefined || error === null ? undefined : say(error, "email");
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex max-w-[26rem] flex-col gap-6">
      <div>
        <h1 className="text-h1">{t("title")}</h1>
        <p className="mt-2 text-ink2">{t("words")}</p>
      </div>
      {error !== null && wrong === undefined && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      <TextField ref={email} name="email" type="email" label={signIn("email")} autoComplete="username" spellCheck={false} dir="ltr" error={wrong} required />
      <div className="flex flex-wrap items-center gap-2">
        <PlainButton type="submit" kind="filled" size="large" pending={isPending || !isLive}>
          {t("submit")}
        </PlainButton>
        <LinkButton kind="text" href="/sign-in">
          {t("back")}
        </LinkButton>
      </div>
    </form>
  );
}
