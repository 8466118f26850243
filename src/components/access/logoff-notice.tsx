"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/components/kit/live-region";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { callCommand } from "@/room/api";
import { subscribePush } from "@/room/push";

const WARN_MS = 60_000;
const TICK_MS = 1_000;
/** How often the seconds are read aloud: more would drown everything else. */
const SPOKEN_S = 15;

/**
 * Warns a minute before the session ends, by the server's clock, whichever window was used last; one press
 * stays. Stands once in the portal's frame.
 */
export function LogoffNotice() {
  const t = useTranslations("kit.logoff");
  const [endsAtMs, setEndsAtMs] = useState<number | null>(null);
  const [leftS, setLeftS] = useState<number | null>(null);
  const spoken = useRef<number | null>(null);

  useEffect(() => subscribePush({ kind: "session" }, { event: () => {}, clock: (inMs) => setEndsAtMs(Date.now() + inMs) }), []);
  useEffect(() => {
    if (endsAtMs === null) return;
    const tick = () => {
      const leftMs = endsAtMs - Date.now();
      setLeftS(leftMs > WARN_MS || leftMs <= 0 ? null : Math.ceil(leftMs / 1000));
    };
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  useEffect(() => {
    if (leftS === null) {
      spoken.current = null;
      return;
    }
    const step = Math.ceil(leftS / SPOKEN_S);
    if (spoken.current !== step) announce(t("words", { seconds: leftS }));
    spoken.current = step;
  }, [leftS, t]);

  const stay = useCallback(async () => {
    const result = await callCommand<object, { endsAtMs: number }>("access/stay-signed-in", {});
    if (!result.ok) return;
    setEndsAtMs(result.value.endsAtMs);
    setLeftS(null);
    announce(t("stayed"));
  }, [t]);

  return (
    <PlainDialog
      title={t("title")}
      isOpen={leftS !== null}
      // Escape is a sign of life too.
      onClose={() => void (leftS !== null && stay())}
      actions={
        <>
          <PlainButton kind="filled" autoFocus onPress={() => void stay()}>
            {t("stay")}
          </PlainButton>
          <LinkButton kind="text" href="/sign-out">
            {t("leave")}
          </LinkButton>
        </>
      }
    >
      {leftS !== null && t("words", { seconds: leftS })}
    </PlainDialog>
  );
}
