"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Logo } from "@/components/kit/logo";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePage } from "@/components/kit/state-panel";
import { OUTAGE_DIGEST } from "@/core/kit/outage";

const LOOK_AGAIN_MS = 3_000;

/** Asks until the server is ready again. Push can't tell it: what carries it is what is away. */
function useRecovery(isWaiting: boolean, onRecovered: () => void) {
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => {
      // Still away, or no network: the next look tells.
      const look = fetch("/api/health/ready", { cache: "no-store" }).then((answer) => answer.ok, () => false);
      void look.then((isReady) => isReady && onRecovered());
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isWaiting, onRecovered]);
}

/**
 * A page threw. The reference stands in the server's log, so that a call can find it. Where the
 * database is away the page says that instead, and comes back by itself.
 */
export function CrashPage({ reference, onRetry }: { reference?: string; onRetry: () => void }) {
  const t = useTranslations("kit.problems");
  const isOutage = reference === OUTAGE_DIGEST;
  useRecovery(isOutage, onRetry);
  return (
    <StatePage
      kind="error"
      header={<Logo href="/" />}
      title={isOutage ? t("unavailable.title") : t("crashed.title")}
      actions={
        <PlainButton kind="filled" icon="repeat" onPress={onRetry}>
          {t("retry")}
        </PlainButton>
      }
    >
      <p>{isOutage ? t("unavailable.words") : t("crashed.words")}</p>
      {reference !== undefined && !isOutage && (
        <p className="mt-2 text-small">
          {t("reference")} <span className="figures text-ink">{reference}</span>
        </p>
      )}
    </StatePage>
  );
}
