"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { ConfirmDialog } from "@/components/kit/confirm-dialog";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { callCommand } from "@/room/api";
import type { SecurityPartProps } from "./security-types";
import { SetUpApp, type BegunApp } from "./set-up-app";
import { usePending } from "./use-pending";

/** The authenticator app, and the codes that stand in for it. */
export function AppPart({ view, run: runStep, changed, showCodes }: SecurityPartProps) {
  const t = useTranslations("access.security");
  const format = useFormatter();
  const say = useErrorWords();
  const [begun, setBegun] = useState<BegunApp | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const { isPending, error, run } = usePending();
  const begin = async () => setBegun(await run(() => runStep(() => callCommand<object, BegunApp>("access/begin-totp", {}))));
  const remove = async () => {
    const done = await run(() => runStep(() => callCommand("access/remove-totp", {})));
    setRemoving(false);
    if (done !== null) changed(t("removed"));
  };
  const renew = async () => {
    const made = await run(() => runStep(() => callCommand<object, { recoveryCodes: string[] }>("access/renew-recovery-codes", {})));
    if (made !== null) showCodes(made.recoveryCodes);
  };
  const hasFactor = view.totpAtMs !== null || view.passkeys.length > 0;
  return (
    <>
      <section className="mt-8 border-t border-rule pt-6">
        <h2 className="text-h2">{t("appTitle")}</h2>
        <p className="mt-1 text-ink2">{view.totpAtMs === null ? t("appNone") : t("appAt", { when: format.dateTime(view.totpAtMs, "moment") })}</p>
        {error !== null && <Banner kind="urgent" fact={say(error)} live="assertive" className="mt-4" />}
        {begun === null ? (
          <div className="mt-4 flex flex-wrap gap-2">
            <PlainButton pending={isPending} onPress={() => void begin()}>
              {view.totpAtMs === null ? t("addApp") : t("replaceApp")}
            </PlainButton>
            {view.totpAtMs !== null && (
              <PlainButton kind="text" onPress={() => setRemoving(true)}>
                {t("removeApp")}
              </PlainButton>
            )}
          </div>
        ) : (
          <SetUpApp
            begun={begun}
            run={runStep}
            onLeave={() => setBegun(null)}
            onDone={(codes) => {
              setBegun(null);
              changed(t("added"));
              if (codes !== null) showCodes(codes);
            }}
          />
        )}
        <ConfirmDialog
          title={t("removeAppTitle")}
          yes={t("removeApp")}
          no={t("keep")}
          isGrave
          isPending={isPending}
          isOpen={isRemoving}
          onYes={() => void remove()}
          onNo={() => setRemoving(false)}
        >
          {t("removeWords")}
        </ConfirmDialog>
      </section>
      <section className="mt-8 border-t border-rule pt-6">
        <h2 className="text-h2">{t("codesTitle")}</h2>
        <p className="mt-1 text-ink2">
          {t("codesWords")} {hasFactor ? t("codesLeft", { count: view.recoveryCodesLeft }) : t("codesFirst")}
        </p>
        {hasFactor && (
          <PlainButton className="mt-4" pending={isPending} onPress={() => void renew()}>
            {t("renewCodes")}
          </PlainButton>
        )}
      </section>
    </>
  );
}
