"use client";

import { useTranslations } from "next-intl";
import { CrashDrawing } from "./crash-drawing";

/**
 * A page threw. Every page carries this one along, so it uses the kit's styles and none of its
 * components. The reference stands in the server's log, so that a call can find it.
 */
export function CrashPage({ reference, onRetry }: { reference?: string; onRetry: () => void }) {
  const t = useTranslations("kit.problems");
  return (
    <CrashDrawing
      title={t("crashed.title")}
      words={t("crashed.words")}
      retry={t("retry")}
      referenceWords={t("reference")}
      reference={reference}
      onRetry={onRetry}
    />
  );
}
