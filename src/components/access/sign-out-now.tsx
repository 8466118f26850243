"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";

/**
 * Signs this browser out: at once where the person came from a page of ours, else when they press
 * the button, so that no other site can do it to them.
 */
export function SignOutNow({ atOnce }: { atOnce: boolean }) {
  const t = useTranslations("access.signOut");
  const say = useErrorWords();
  const [state, setState] = useState<"asked" | "pending" | "out">(atOnce ? "pending" : "asked");
  const [error, setError] = useState<DomainError | null>(null);
  const isBegun = useRef(false);

  const signOut = useCallback(async () => {
    const result = await callCommand("access/sign-out", {});
    // Whoever is signed out already has what they want.
    if (result.ok || result.error.kind === "signed_out") return setState("out");
    setError(result.error);
    setState("asked");
  }, []);

  useEffect(() => {
    if (!atOnce || isBegun.current) return;
    isBegun.current = true;
    void signOut();
  }, [atOnce, signOut]);

  return (
    <>
      <h1 className="text-h1" aria-live="polite">
        {state === "out" ? t("done") : t("title")}
      </h1>
      {state === "out" ? (
        <>
          <p className="mt-2 text-ink2">{t("doneWords")}</p>
          <div className="mt-6">
            <LinkButton kind="filled" href="/sign-in">
              {t("again")}
            </LinkButton>
          </div>
        </>
      ) : (
        <div className="mt-6 flex flex-col items-start gap-6">
          {error !== null && <Banner kind="urgent" fact={say(error)} live="assertive" />}
          <PlainButton kind="filled" icon="leave" pending={state === "pending"} onPress={() => void signOut()}>
            {t("submit")}
          </PlainButton>
        </div>
      )}
    </>
  );
}
