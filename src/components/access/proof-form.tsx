"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { Banner } from "@/components/kit/banner";
import { TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useIsLive } from "@/components/kit/use-is-live";
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import { callCommand } from "@/room/api";
import { showPasskey } from "./passkey-browser";
import { usePending } from "./use-pending";

/** What somebody shows, as the server takes it. */
export type Proof =
  | { readonly way: "passkey"; readonly answer: unknown }
  | { readonly way: "code" | "recovery_code"; readonly code: string }
  | { readonly way: "password"; readonly password: string };

/** A way that is typed. */
export type TypedWay = "code" | "recovery_code" | "password";

interface ProofFormProps {
  /** Whether a passkey can be shown. */
  passkey: boolean;
  /** Typed ways, the usual one first. */
  typed: readonly TypedWay[];
  send: (proof: Proof) => Promise<Result<unknown, DomainError>>;
  onDone: (value: unknown) => void;
  /** Beside the button. */
  also?: ReactNode;
}

/** Asks for a passkey, a code or a password. What was typed is taken away when it was wrong, as a code can't be mended. */
export function ProofForm({ passkey, typed, send, onDone, also }: ProofFormProps) {
  const t = useTranslations("access.second");
  const words = useTranslations("access.stepUp");
  const say = useErrorWords();
  const isLive = useIsLive();
  const [way, setWay] = useState<TypedWay | null>(typed[0] ?? null);
  const { isPending, error, setError, run } = usePending();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (error !== null) field.current?.focus();
  }, [error]);

  const withPasskey = async () => {
    const done = await run(async () => {
      const begun = await callCommand<object, { options: unknown }>("access/begin-proof", {});
      if (!begun.ok) return begun;
      const shown = await showPasskey(begun.value.options);
      return shown.ok ? send({ way: "passkey", answer: shown.value }) : shown;
    });
    if (done !== null) onDone(done);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const text = field.current?.value ?? "";
    if (way === null) return;
    const done = await run(() => send(way === "password" ? { way, password: text } : { way, code: text }));
    if (done !== null) return onDone(done);
    if (field.current !== null && way !== "password") field.current.value = "";
  };

  const name = way === "password" ? "password" : "code";
  const wrongField = error?.fields?.[name] ?? error?.fields?.[`proof.${name}`];
  const others = typed.filter((each) => each !== way);
  const labels = { code: t("code"), recovery_code: t("recoveryCode"), password: words("password") };
  const helps = { code: t("codeHelp"), recovery_code: t("recoveryHelp"), password: undefined };
  const switches = { code: t("useCode"), recovery_code: t("useRecovery"), password: words("usePassword") };
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex max-w-[26rem] flex-col items-start gap-6">
      {error !== null && wrongField === undefined && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      {passkey && (
        <PlainButton kind={way === null ? "filled" : "bordered"} size="large" icon="lock" pending={isPending || !isLive} onPress={() => void withPasskey()}>
          {t("passkey")}
        </PlainButton>
      )}
      {way !== null && (
        <TextField
          key={way}
          ref={field}
          name={name}
          type={way === "password" ? "password" : "text"}
          inputMode={way === "code" ? "numeric" : undefined}
          autoComplete={way === "password" ? "current-password" : way === "code" ? "one-time-code" : "off"}
          label={labels[way]}
          help={helps[way]}
          error={wrongField === undefined || error === null ? undefined : say({ ...error, code: wrongField, fields: undefined })}
          spellCheck={false}
          dir="ltr"
          className="w-full"
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {way !== null && (
          <PlainButton type="submit" kind="filled" size="large" pending={isPending || !isLive}>
            {t("submit")}
          </PlainButton>
        )}
        {others.map((each) => (
          <PlainButton
            key={each}
            kind="text"
            onPress={() => {
              setError(null);
              setWay(each);
            }}
          >
            {switches[each]}
          </PlainButton>
        ))}
        {also}
      </div>
    </form>
  );
}
