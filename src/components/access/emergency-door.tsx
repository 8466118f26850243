"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { TextArea } from "@/components/kit/field";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DoorView } from "@/core/access/emergency-views";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";
import { useStepUp } from "./use-step-up";

// As in core/access/break-glass, which brings its schemas along.
const REASONS = ["emergency_care", "cover", "patient_asks", "safety"] as const;

/** Before a record that isn't the reader's: says so, and how it opens in an emergency. */
export function EmergencyDoor({ door }: { door: DoorView }) {
  const t = useTranslations("emergency.door");
  const [isAsking, setAsking] = useState(false);
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[40rem] px-4 py-8 tablet:px-8">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-3 text-ink2">{t("words", { name: door.name })}</p>
      {isAsking ? (
        <DoorForm patientId={door.patientId} />
      ) : (
        <div className="mt-6 flex flex-wrap gap-3">
          <LinkButton kind="filled" href="/people">
            {t("back")}
          </LinkButton>
          <PlainButton icon="alert" onPress={() => setAsking(true)}>
            {t("emergency")}
          </PlainButton>
        </div>
      )}
    </main>
  );
}

function DoorForm({ patientId }: { patientId: string }) {
  const t = useTranslations("emergency.door");
  const say = useErrorWords();
  const router = useRouter();
  const { run, dialog } = useStepUp();
  const [reason, setReason] = useState<(typeof REASONS)[number] | null>(null);
  const [words, setWords] = useState("");
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const wrong = (field: string) => (error?.fields?.[field] === undefined ? undefined : say(error, field));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setError(null);
    const result = await run(() => callCommand("access/break-glass", { patientId, reason, words }));
    // The page is drawn anew with the record; the button waits for it.
    if (result.ok) return router.refresh();
    setError(result.error);
    setPending(false);
  };
  return (
    <>
      <form method="post" noValidate onSubmit={(event) => void submit(event)} className="mt-8 flex flex-col gap-6">
        <div>
          <h2 className="text-h2">{t("emergency")}</h2>
          <p className="mt-2 text-ink2">{t("emergencyWords")}</p>
        </div>
        {error !== null && error.fields === undefined && <Banner kind="urgent" live="assertive" fact={say(error)} />}
        <ChoiceGroup label={t("reasonLabel")} error={wrong("reason")}>
          {REASONS.map((each) => (
            <Choice
              key={each}
              kind="radio"
              name="reason"
              value={each}
              light
              title={t(`reason.${each}`)}
              note={t(`reason.${each}Note`)}
              checked={reason === each}
              onChange={() => setReason(each)}
            />
          ))}
        </ChoiceGroup>
        <TextArea name="words" required label={t("wordsLabel")} help={t("wordsHelp")} error={wrong("words")} maxLength={1000} value={words} onChange={setWords} />
        <div className="flex flex-wrap gap-3">
          <PlainButton type="submit" kind="filled" pending={isPending}>
            {t("open")}
          </PlainButton>
          <LinkButton kind="quiet" href="/people">
            {t("back")}
          </LinkButton>
        </div>
      </form>
      {dialog}
    </>
  );
}
