"use client";

import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { Icon } from "@/components/kit/icon";
import { announce } from "@/components/kit/live-region";
import { LinkButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { missingBeforeSigning } from "@/core/record/before-signing";
import type { NoteSigned, SignNoteInput } from "@/core/record/note";
import type { NoteView } from "@/core/record/views";
import { callCommand } from "@/room/api";
import type { DraftState } from "@/room/self-saving-draft";
import type { NoteContent, NoteDraft } from "./use-note-draft";

// A note is written for minutes before it is signed: the question's window can come meanwhile.
const Dialog = dynamic(() => import("@/components/kit/dialog").then((module) => module.Dialog), { ssr: false });

interface BeforeYouSignProps {
  note: NoteView;
  draft: NoteDraft;
  state: DraftState<NoteContent>;
  isSigned: boolean;
  /** The patient gets a mail: not where the summary is kept in confidence. */
  isMailed: boolean;
  onSigned: () => void;
}

/** What is left to do, then the signature; afterwards when it was given. */
export function BeforeYouSign({ note, draft, state, isSigned, isMailed, onSigned }: BeforeYouSignProps) {
  const t = useTranslations("record.sign");
  const say = useErrorWords();
  const [isAsking, setAsking] = useState(false);
  const [isSigning, setSigning] = useState(false);
  const [refusal, setRefusal] = useState<DomainError | null>(null);
  const [signedAtMs, setSignedAtMs] = useState(note.signedAtMs);
  const checks = checksOf(note, state);
  const open = checks.filter((check) => !check.isDone).length;
  // Whoever learns writes, and the one who answers for them signs.
  const maySign = note.verbs.includes("sign");

  async function sign() {
    setSigning(true);
    setRefusal(null);
    const isSaved = await draft.flush();
    if (isSaved) {
      const input = { visitId: note.visitId, baseVersion: draft.state.get().version };
      const answer = await callCommand<SignNoteInput, NoteSigned>("record/sign-note", input);
      if (answer.ok) {
        setSignedAtMs(answer.value.signedAtMs);
        onSigned();
        announce(t("announced"));
      } else setRefusal(answer.error);
    }
    setSigning(false);
    setAsking(false);
  }

  if (isSigned) return <SignedWords note={note} signedAtMs={signedAtMs} />;
  return (
    <section aria-labelledby="sign-heading" className="flex min-h-full flex-col">
      <h2 id="sign-heading" className="text-h3">
        {t(maySign ? "title" : "titleDraft")}
      </h2>
      <ul className="mt-3 border-b border-rule">
        {checks.map(({ key, isDone }) => (
          <li key={key} className="grid grid-cols-[22px_1fr] gap-2.5 border-t border-rule py-2.5">
            <Icon name={isDone ? "check" : "alert"} className={isDone ? "text-teal" : "text-straw"} />
            <span className={isDone ? undefined : "font-semibold"}>{t(isDone ? key : `${key}Open`)}</span>
          </li>
        ))}
      </ul>
      <div className="mt-8 grid gap-3 desk:mt-auto">
        {refusal !== null && (
          <p role="alert" className="field-error">
            <Icon name="error" />
            <span>{say(refusal)}</span>
          </p>
        )}
        {maySign && (
          <>
            <p className="text-small text-ink2">{t("cannotChange")}</p>
            <Button
              kind="filled"
              size="large"
              wide
              pending={isSigning}
              unready={open === 0 ? undefined : t("unready", { count: open })}
              onPress={() => setAsking(true)}
            >
              {t("sign")}
            </Button>
          </>
        )}
        <LinkButton kind="quiet" href={maySign ? "/today" : "/overview"}>
          {t("later")}
        </LinkButton>
      </div>
      {isAsking && (
        <Dialog
          role="alertdialog"
          title={t("question")}
          isOpen={isAsking}
          onOpenChange={setAsking}
          actions={(close) => (
            <>
              <Button onPress={close}>{t("stay")}</Button>
              <Button kind="filled" pending={isSigning} onPress={() => void sign()}>
                {t("confirm")}
              </Button>
            </>
          )}
        >
          {t(isMailed ? "questionWords" : "questionConfidential", { name: note.patient.name })}
        </Dialog>
      )}
    </section>
  );
}

function checksOf(note: NoteView, state: DraftState<NoteContent>) {
  const missing = new Set(missingBeforeSigning(state.content.text));
  const patientDone = !["record.headline_empty", "record.explanation_empty", "record.step_empty"].some((code) => missing.has(code));
  return [
    { key: "ended", isDone: note.visit.state === "ended" },
    { key: "assessment", isDone: !missing.has("record.assessment_empty") },
    { key: "plan", isDone: !missing.has("record.plan_empty") },
    { key: "patient", isDone: patientDone },
  ] as const;
}

function SignedWords({ note, signedAtMs }: { note: NoteView; signedAtMs: number | null }) {
  const t = useTranslations("record.sign");
  const format = useFormatter();
  const moment = signedAtMs === null ? "" : format.dateTime(signedAtMs, "moment", { timeZone: note.visit.zone });
  return (
    <section aria-labelledby="signed-heading">
      <h2 id="signed-heading" className="flex items-center gap-2 text-h3">
        <Icon name="check" className="text-teal" />
        {t("signedTitle")}
      </h2>
      <p className="mt-2">{t("signedWords", { moment, name: note.clinicianName })}</p>
      <div className="mt-6">
        <LinkButton href={`/visit/${note.visitId}/summary`}>{t("seeSummary")}</LinkButton>
      </div>
    </section>
  );
}
