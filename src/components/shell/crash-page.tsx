"use client";

import { useTranslations } from "next-intl";
import { Logo } from "@/components/kit/logo";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePage } from "@/components/kit/state-panel";

/** A page threw. The reference stands in the server's log, so that a call can find it. */
export function CrashPage({ reference, onRetry }: { reference?: string; onRetry: () => void }) {
  const t = useTranslations("kit.problems");
  return (
    <StatePage
      kind="error"
      header={<Logo href="/" />}
      title={t("crashed.title")}
      actions={
        <PlainButton kind="filled" icon="repeat" onPress={onRetry}>
          {t("retry")}
        </PlainButton>
      }
    >
      <p>{t("crashed.words")}</p>
      {reference !== undefined && (
        <p className="mt-2 text-small">
          {t("reference")} <span className="figures text-ink">{reference}</span>
        </p>
      )}
    </StatePage>
  );
}
