"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import { callCommand } from "@/room/api";
import { usePending } from "./use-pending";

const QrPicture = dynamic(() => import("./qr-picture").then((module) => module.QrPicture), { ssr: false });

/** A secret that waits for its first code. */
export interface BegunApp {
  readonly secret: string;
  readonly uri: string;
  readonly ticket: string;
}

interface SetUpAppProps {
  begun: BegunApp;
  onDone: (recoveryCodes: readonly string[] | null) => void;
  onLeave: () => void;
  /** Runs a command that may ask for a step-up. */
  run?: <T>(attempt: () => Promise<Result<T, DomainError>>) => Promise<Result<T, DomainError>>;
}

/** Groups of four letters are easier to type. */
const inGroups = (secret: string) => secret.replace(/(.{4})(?=.)/g, "$1 ");

/** Sets an authenticator app up: scan or type the key, then show a code that it made. */
export function SetUpApp({ begun, onDone, onLeave, run: runCommand = (attempt) => attempt() }: SetUpAppProps) {
  const t = useTranslations("access.app");
  const say = useErrorWords();
  const { isPending, error, run } = usePending();
  const code = useRef<HTMLInputElement>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => code.current?.focus(), [tries]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { ticket: begun.ticket, code: code.current?.value ?? "" };
    const done = await run(() => runCommand(() => callCommand<unknown, { recoveryCodes: string[] | null }>("access/confirm-totp", input)));
    if (done !== null) return onDone(done.recoveryCodes);
    if (code.current !== null) code.current.value = "";
    setTries(tries + 1);
  };
  const wrong = error?.fields?.code === undefined || error === null ? undefined : say(error, "code");
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="mt-6 flex max-w-[30rem] flex-col items-start gap-6">
      <h2 className="text-h2">{t("title")}</h2>
      <div>
        <p className="mb-3">{t("scan")}</p>
        <QrPicture text={begun.uri} label={t("picture")} />
        <p className="mt-3 text-ink2">{t("typed")}</p>
        <code className="break-words" dir="ltr" data-totp-key={begun.secret}>
          {inGroups(begun.secret)}
        </code>
      </div>
      {error !== null && wrong === undefined && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      <TextField ref={code} name="code" inputMode="numeric" autoComplete="one-time-code" label={t("code")} help={t("codeHelp")} error={wrong} spellCheck={false} dir="ltr" required />
      <div className="flex flex-wrap gap-2">
        <PlainButton type="submit" kind="filled" pending={isPending}>
          {t("submit")}
        </PlainButton>
        <PlainButton kind="text" onPress={onLeave}>
          {t("cancel")}
        </PlainButton>
      </div>
    </form>
  );
}
