"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";
import "./home.css";

/** A trainee's way to have a draft signed: the clinician who answers for them is told. */
export function AskSupervisor({ visitId }: { visitId: string }) {
  const t = useTranslations("home.ask");
  const say = useErrorWords();
  const [state, setState] = useState<"idle" | "asking" | "asked">("idle");
  const [error, setError] = useState<DomainError | null>(null);
  const ask = async () => {
    setState("asking");
    const result = await callCommand("home/ask-supervisor", { visitId });
    setState(result.ok ? "asked" : "idle");
    setError(result.ok ? null : result.error);
  };
  const verb = (
    <PlainButton pending={state === "asking"} onPress={() => void ask()}>
      {t("verb")}
    </PlainButton>
  );
  return (
    <section aria-label={t("fact")} className="next-strip">
      {state === "asked" ? (
        <Banner live="polite" icon="check" fact={t("asked")} />
      ) : (
        <Banner kind={error === null ? "note" : "slow"} live={error === null ? "off" : "polite"} fact={error === null ? t("fact") : say(error)} action={verb} />
      )}
    </section>
  );
}
