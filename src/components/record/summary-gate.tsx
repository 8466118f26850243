"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { TextField } from "@/components/kit/field";
import { useErrorWords } from "@/components/kit/use-error-words";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import type { DomainError } from "@/core/kit/errors";
import type { VisitId } from "@/core/kit/ids";
import { callCommand } from "@/room/api";

/** Asks for the mailed code before a summary is shown. Plain controls: this page opens on old phones. */
export function SummaryGate({ visitId }: { visitId: VisitId }) {
  const t = useTranslations("record.gate");
  const say = useErrorWords();
  const router = useRouter();
  const [stage, setStage] = useState<"ask" | "sent">("ask");
  const [code, setCode] = useState("");
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<DomainError | null>(null);
  const words = problem === null ? undefined : say(problem, "code");

  async function send() {
    setPending(true);
    const answer = await callCommand("record/send-summary-code", { visitId }, { as: { kind: "public" } });
    setPending(false);
    setProblem(answer.ok ? null : answer.error);
    if (answer.ok) setStage("sent");
  }

  async function open(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const answer = await callCommand("record/open-summary", { visitId, code }, { as: { kind: "public" } });
    setPending(false);
    setProblem(answer.ok ? null : answer.error);
    if (answer.ok) router.refresh();
  }

  return (
    <main id="main" className="mx-auto flex w-full max-w-[30rem] flex-1 flex-col px-4 py-8">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 text-ink2">{t("lead")}</p>
      {stage === "ask" ? (
        <div className="mt-6 grid gap-3">
          <PlainButton kind="filled" size="large" wide pending={isPending} onPress={() => void send()}>
            {t("send")}
          </PlainButton>
          {words !== undefined && (
            <p role="alert" className="field-error">
              {words}
            </p>
          )}
        </div>
      ) : (
        <form className="mt-6 grid gap-4" onSubmit={(event) => void open(event)} noValidate>
          <p role="status">{t("sent")}</p>
          <TextField
            label={t("code")}
            help={t("codeHelp")}
            error={words}
            value={code}
            onChange={setCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            size="large"
            autoFocus
          />
          <PlainButton type="submit" kind="filled" size="large" wide pending={isPending}>
            {t("open")}
          </PlainButton>
          <PlainButton kind="text" onPress={() => void send()}>
            {t("again")}
          </PlainButton>
        </form>
      )}
      <p className="mt-6 text-small text-ink2">{t("notReady")}</p>
      <div className="mt-4">
        <LinkButton kind="text" href={`/sign-in?next=${encodeURIComponent(`/visit/${visitId}/summary`)}`}>
          {t("signIn")}
        </LinkButton>
      </div>
    </main>
  );
}
