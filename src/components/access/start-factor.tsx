"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { Icon } from "@/components/kit/icon";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useIsLive } from "@/components/kit/use-is-live";
import { callCommand } from "@/room/api";
import { addPasskey } from "./add-passkey";
import { deviceOf } from "./device-name";
import { goOn } from "./post-sign-in";
import { RecoveryCodes } from "./recovery-codes";
import { SetUpApp, type BegunApp } from "./set-up-app";
import { usePending } from "./use-pending";

interface StartFactorProps {
  returnTo: string | null;
  /** All that this browser showed came by mail. */
  needsVouch: boolean;
}

/** The first second factor: a passkey or an app, then the codes that stand in for it. */
export function StartFactor({ returnTo, needsVouch }: StartFactorProps) {
  const t = useTranslations("access.start");
  const words = useTranslations("access.security");
  const device = useTranslations("access.sessions");
  const say = useErrorWords();
  const isLive = useIsLive();
  const { isPending, error, run } = usePending();
  const [begun, setBegun] = useState<BegunApp | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const finish = (made: readonly string[] | null) => (made === null ? goOn(returnTo) : setCodes(made));
  const withPasskey = async () => {
    const { browser, system } = deviceOf(navigator.userAgent);
    const label = device("device", { browser: device(`browser.${browser}`), system: device(`system.${system}`) });
    const added = await run(() => addPasskey(label));
    if (added !== null) finish(added.recoveryCodes);
  };
  const withApp = async () => setBegun(await run(() => callCommand<object, BegunApp>("access/begin-totp", {})));

  if (codes !== null) return <RecoveryCodes codes={codes} onDone={() => goOn(returnTo)} />;
  if (needsVouch) {
    return (
      <div className="mt-8 flex flex-col items-start gap-6">
        <Banner kind="slow" icon="lock" fact={words("needsVouch")} />
        <LinkButton kind="filled" href="/sign-in/recover">
          {words("askVouch")}
        </LinkButton>
      </div>
    );
  }
  if (begun !== null) return <SetUpApp begun={begun} onDone={finish} onLeave={() => setBegun(null)} />;
  return (
    <>
      {error !== null && <Banner className="mt-6" kind="urgent" fact={say(error)} live="assertive" />}
      <ul className="mt-8 flex flex-col gap-6">
        <li className="flex flex-col items-start gap-2 border-t border-rule pt-6">
          <h2 className="flex items-center gap-2 text-h2">
            <Icon name="lock" />
            {t("passkeyTitle")}
          </h2>
          <p className="max-w-[30rem] text-ink2">{t("passkeyWords")}</p>
          <PlainButton kind="filled" className="mt-2" pending={isPending || !isLive} onPress={() => void withPasskey()}>
            {words("addPasskey")}
          </PlainButton>
        </li>
        <li className="flex flex-col items-start gap-2 border-t border-rule pt-6">
          <h2 className="flex items-center gap-2 text-h2">
            <Icon name="phone-device" />
            {t("appTitle")}
          </h2>
          <p className="max-w-[30rem] text-ink2">{t("appWords")}</p>
          <PlainButton className="mt-2" pending={isPending || !isLive} onPress={() => void withApp()}>
            {words("addApp")}
          </PlainButton>
        </li>
      </ul>
    </>
  );
}
