"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useIsLive } from "@/components/kit/use-is-live";
import { callCommand } from "@/room/api";
import { goOn } from "./post-sign-in";
import { usePending } from "./use-pending";

interface RecoverStepsProps {
  mayAsk: boolean;
  recovery: { readonly state: "asked" | "waiting" | "ready"; readonly readyAtMs: number | null } | null;
}

/** Where somebody who lost every second factor stands: asks, waits, goes on. */
export function RecoverSteps({ mayAsk, recovery }: RecoverStepsProps) {
  const t = useTranslations("access.recover");
  const format = useFormatter();
  const say = useErrorWords();
  const router = useRouter();
  const isLive = useIsLive();
  const { isPending, error, run } = usePending();
  const ask = async () => {
    if ((await run(() => callCommand("access/ask-recovery", {}))) !== null) router.refresh();
  };
  const take = async () => {
    if ((await run(() => callCommand("access/use-recovery", {}))) !== null) goOn(null);
  };
  return (
    <div className="mt-6 flex max-w-[30rem] flex-col items-start gap-6">
      {error !== null && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      {recovery === null && (
        <>
          <p>{mayAsk ? t("how") : t("none")}</p>
          {mayAsk && (
            <PlainButton kind="filled" pending={isPending || !isLive} onPress={() => void ask()}>
              {t("ask")}
            </PlainButton>
          )}
        </>
      )}
      {recovery?.state === "asked" && <Banner icon="clock" fact={t("asked")} live="polite" />}
      {recovery?.state === "waiting" && (
        <Banner icon="clock" fact={t("waitingTitle")}>
          {t("waiting", { when: format.dateTime(recovery.readyAtMs ?? 0, "moment") })}
        </Banner>
      )}
      {recovery?.state === "ready" && (
        <>
          <div>
            <h2 className="text-h2">{t("readyTitle")}</h2>
            <p className="mt-1">{t("ready")}</p>
          </div>
          <PlainButton kind="filled" pending={isPending || !isLive} onPress={() => void take()}>
            {t("use")}
          </PlainButton>
        </>
      )}
      <LinkButton kind="text" href="/sign-in/done" icon="back">
        {t("back")}
      </LinkButton>
    </div>
  );
}
