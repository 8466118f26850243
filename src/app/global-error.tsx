"use client";

import { useSyncExternalStore } from "react";
import { CrashDrawing } from "@/components/shell/crash-drawing";
import en from "../../messages/en/crash.json";
import es from "../../messages/es/crash.json";
import "./globals.css";

const unchanging = () => () => undefined;

/** The layout itself failed: no provider, no request. The words are chosen by the browser's language. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const language = useSyncExternalStore(unchanging, () => navigator.language, () => "en");
  const isSpanish = language.startsWith("es");
  const { reference, ...words } = isSpanish ? es : en;
  return (
    <html lang={isSpanish ? "es" : "en"} data-theme="system">
      <body>
        <title>{words.title}</title>
        <CrashDrawing {...words} referenceWords={reference} reference={error.digest} onRetry={reset} />
      </body>
    </html>
  );
}
