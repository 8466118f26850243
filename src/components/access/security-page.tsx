"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Banner } from "@/components/kit/banner";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { err, ok } from "@/core/kit/result";
import { callCommand } from "@/room/api";
import { AppPart } from "./app-part";
import { MailPart } from "./mail-part";
import { PasskeysPart } from "./passkeys-part";
import { PasswordPart } from "./password-part";
import { beginOutside } from "./post-sign-in";
import { RecoveryCodes } from "./recovery-codes";
import type { SecurityView } from "./security-types";
import { usePending } from "./use-pending";
import { useStepUp } from "./use-step-up";

/** Everything that somebody signs in with. */
export function SecurityParts({ view, outside }: { view: SecurityView; outside: string | null }) {
  const t = useTranslations("access.security");
  const say = useErrorWords();
  const router = useRouter();
  const { run, dialog } = useStepUp();
  const pending = usePending();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [, refresh] = useTransition();
  const changed = (words: string) => {
    setSaid(words);
    announce(words);
    refresh(() => router.refresh());
  };
  const stop = async (recoveryId: string) => {
    const done = await pending.run(() => callCommand("access/stop-recovery", { recoveryId }));
    if (done !== null) changed(t("recoveryStopped"));
  };
  const parts = { view, run, changed, showCodes: setCodes };
  if (codes !== null) {
    return (
      <RecoveryCodes
        codes={codes}
        onDone={() => {
          setCodes(null);
          refresh(() => router.refresh());
        }}
      />
    );
  }
  return (
    <>
      {said !== null && <Banner className="mt-6" icon="check" fact={said} />}
      {pending.error !== null && <Banner className="mt-6" kind="urgent" fact={say(pending.error)} live="assertive" />}
      {view.recoveryId !== null && (
        <Banner
          className="mt-6"
          kind="urgent"
          fact={t("recoveryStands")}
          action={<PlainButton onPress={() => view.recoveryId !== null && void stop(view.recoveryId)}>{t("recoveryStop")}</PlainButton>}
        />
      )}
      <PasswordPart {...parts} />
      <PasskeysPart {...parts} />
      <AppPart {...parts} />
      <MailPart {...parts} />
      {outside !== null && <OutsidePart view={view} outside={outside} run={run} />}
      {dialog}
    </>
  );
}

interface OutsidePartProps {
  view: SecurityView;
  outside: string;
  run: ReturnType<typeof useStepUp>["run"];
}

/** The outside provider: tied by whoever has just shown who they are. */
function OutsidePart({ view, outside, run }: OutsidePartProps) {
  const t = useTranslations("access.security");
  const format = useFormatter();
  const say = useErrorWords();
  const pending = usePending();
  const tie = () =>
    pending.run(() =>
      run(async () => {
        // The tie is only kept after a step-up of the last minutes: asked for here, before the way leads away.
        const fresh = await callCommand("access/begin-tie", {});
        if (!fresh.ok) return fresh;
        const failed = await beginOutside("/account/security");
        return failed === null ? ok(true) : err(failed);
      }),
    );
  return (
    <section className="mt-8 border-t border-rule pt-6">
      <h2 className="text-h2">{t("outsideTitle")}</h2>
      {pending.error !== null && <Banner className="mt-4" kind="urgent" fact={say(pending.error)} live="assertive" />}
      <p className="mt-1 text-ink2">
        {view.identities.length === 0
          ? t("outsideNone")
          : view.identities.map((each) => t("outsideAt", { issuer: new URL(each.issuer).hostname, when: format.dateTime(each.createdAtMs, "moment") })).join(" ")}
      </p>
      {view.identities.length === 0 && (
        <PlainButton className="mt-4" pending={pending.isPending} onPress={() => void tie()}>
          {t("outsideTie", { name: outside })}
        </PlainButton>
      )}
    </section>
  );
}
