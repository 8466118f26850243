"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { useIsLive } from "@/components/kit/use-is-live";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";
import { goOn, postSignIn } from "./post-sign-in";

type Way = "password" | "link";
type EmptyField = "email" | "password" | null;

/** Sign in with a password, or have a link mailed. The address is typed once for both. */
export function SignInForm({ returnTo, notice }: { returnTo: string | null; notice?: string }) {
  const t = useTranslations("access.signIn");
  const say = useErrorWords();
  const router = useRouter();
  const [way, setWay] = useState<Way>("password");
  const [isPending, setPending] = useState(false);
  // Until then a press would send the form as a browser does: what was typed would be gone, or in the address.
  const isLive = useIsLive();
  const [error, setError] = useState<DomainError | null>(null);
  const [emptyField, setEmptyField] = useState<EmptyField>(null);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setError(null);
    const address = email.current?.value.trim() ?? "";
    const secret = password.current?.value ?? "";
    const missing: EmptyField = address === "" ? "email" : way === "password" && secret === "" ? "password" : null;
    setEmptyField(missing);
    if (missing !== null) return (missing === "email" ? email : password).current?.focus();
    setPending(true);
    const result =
      way === "password"
        ? await postSignIn("password", { email: address, password: secret })
        : await callCommand("access/request-link", { email: address }, { as: { kind: "public" } });
    if (result.ok) return way === "password" ? goOn(returnTo) : router.push("/sign-in/check-mail");
    setPending(false);
    setError(result.error);
    (result.error.code === "access.sign_in_wrong" ? password : email).current?.focus();
  };

  const emailError = emptyField === "email" ? t("emailEmpty") : error?.fields?.email === undefined ? undefined : error && say(error, "email");
  return (
    <form method="post" onSubmit={(event) => void submit(event)} noValidate className="mt-8 flex max-w-[26rem] flex-col gap-6">
      {notice !== undefined && error === null && <Banner kind="slow" icon="info" fact={notice} />}
      {error !== null && error.fields?.email === undefined && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      <TextField ref={email} name="email" type="email" label={t("email")} autoComplete="username" error={emailError ?? undefined} spellCheck={false} dir="ltr" required />
      {way === "password" && (
        <TextField
          ref={password}
          name="password"
          type="password"
          label={t("password")}
          autoComplete="current-password"
          error={emptyField === "password" ? t("passwordEmpty") : undefined}
          dir="ltr"
          required
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <PlainButton type="submit" kind="filled" size="large" pending={isPending || !isLive}>
          {way === "password" ? t("submit") : t("sendLink")}
        </PlainButton>
        <PlainButton
          kind="text"
          onPress={() => {
            setError(null);
            setEmptyField(null);
            setWay(way === "password" ? "link" : "password");
          }}
        >
          {way === "password" ? t("useLink") : t("usePassword")}
        </PlainButton>
      </div>
    </form>
  );
}
