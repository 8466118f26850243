"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useIsLive } from "@/components/kit/use-is-live";
import { err, ok } from "@/core/kit/result";
import { callCommand } from "@/room/api";
import { knowsPasskeys, showPasskey } from "./passkey-browser";
import { beginOutside, goOn, postSignIn } from "./post-sign-in";
import { usePending } from "./use-pending";

interface SignInWaysProps {
  returnTo: string | null;
  /** Name of the outside provider; null where none is configured. */
  outside: string | null;
}

/** The ways in beside a password: a passkey, an outside provider, a forgotten password. */
export function SignInWays({ returnTo, outside }: SignInWaysProps) {
  const t = useTranslations("access.signIn");
  const say = useErrorWords();
  const isLive = useIsLive();
  const { isPending, error, run } = usePending();
  const withPasskey = async () => {
    const done = await run(async () => {
      const begun = await callCommand<object, { options: unknown }>("access/begin-passkey-sign-in", {}, { as: { kind: "public" } });
      if (!begun.ok) return begun;
      const shown = await showPasskey(begun.value.options);
      return shown.ok ? postSignIn("passkey", { answer: JSON.stringify(shown.value) }) : shown;
    });
    if (done !== null) goOn(returnTo);
  };
  const withOutside = () =>
    run(async () => {
      const failed = await beginOutside(returnTo);
      return failed === null ? ok(true) : err(failed);
    });
  return (
    <div className="mt-8 flex max-w-[26rem] flex-col items-start gap-3 border-t border-rule pt-6">
      {error !== null && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      {(!isLive || knowsPasskeys()) && (
        <PlainButton icon="lock" pending={isPending || !isLive} onPress={() => void withPasskey()}>
          {t("passkey")}
        </PlainButton>
      )}
      {outside !== null && (
        <PlainButton icon="practice" pending={isPending || !isLive} onPress={() => void withOutside()}>
          {t("oidc", { name: outside })}
        </PlainButton>
      )}
      <LinkButton kind="text" href="/sign-in/forgot">
        {t("forgot")}
      </LinkButton>
    </div>
  );
}
