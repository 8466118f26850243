"use client";

import { useSyncExternalStore } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePage } from "@/components/kit/state-panel";
import en from "../../messages/en/crash.json";
import es from "../../messages/es/crash.json";
import "./globals.css";

const unchanging = () => () => undefined;

/** The layout itself failed: no provider, no request. The words are chosen by the browser's language. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const language = useSyncExternalStore(unchanging, () => navigator.language, () => "en");
  const isSpanish = language.startsWith("es");
  const words = isSpanish ? es : en;
  return (
    <html lang={isSpanish ? "es" : "en"} data-theme="system">
      <body>
        <title>{words.title}</title>
        <StatePage
          kind="error"
          title={words.title}
          actions={
            <PlainButton kind="filled" onPress={reset}>
              {words.retry}
            </PlainButton>
          }
        >
          <p>{words.words}</p>
          {error.digest !== undefined && (
            <p className="mt-2 text-small">
              {words.reference} <span className="figures">{error.digest}</span>
            </p>
          )}
        </StatePage>
      </body>
    </html>
  );
}
