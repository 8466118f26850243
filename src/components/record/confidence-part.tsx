"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Banner } from "@/components/kit/banner";
import { Choice } from "@/components/kit/choice";
import { TextField } from "@/components/kit/field";
import { announce } from "@/components/kit/live-region";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import type { KeepConfidentialInput } from "@/core/record/confidence";
import type { NoteView } from "@/core/record/views";
import { callCommand } from "@/room/api";

interface ConfidencePartProps {
  note: NoteView;
  confidence: NoteView["confidence"];
  onChange: (confidence: NoteView["confidence"]) => void;
}

/** Keeps what a young patient said from those who act for them. Offered for their age alone; held at once, not with the draft. */
export function ConfidencePart({ note, confidence, onChange }: ConfidencePartProps) {
  const t = useTranslations("record.confidence");
  const say = useErrorWords();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<DomainError | null>(null);
  const kept = useRef(confidence.why);
  const { isOn, why, hasAccount } = confidence;
  const canChange = note.verbs.includes("change");
  if (!confidence.isOffered) return null;

  const keep = async (wanted: boolean, words: string) => {
    const before = { ...confidence, why: kept.current };
    setPending(true);
    setError(null);
    onChange({ ...confidence, isOn: wanted, why: words });
    const input: KeepConfidentialInput = { visitId: note.visitId, confidential: wanted, why: words };
    const answer = await callCommand<KeepConfidentialInput, { confidential: boolean }>("record/keep-confidential", input);
    setPending(false);
    if (!answer.ok) {
      onChange(wanted === before.isOn ? { ...before, why: words } : before);
      return setError(answer.error);
    }
    kept.current = wanted ? words : "";
    announce(t(wanted ? "saidOn" : "saidOff"));
  };
  const name = note.patient.name;
  if (!canChange) return isOn && <Banner className="mt-6 max-w-[42rem]" icon="lock" fact={t("title")}>{t("words", { name })}</Banner>;
  return (
    <section className="mt-8 max-w-[42rem] border-t border-rule pt-5" aria-labelledby="confidence-heading">
      <h2 id="confidence-heading" className="text-h3">
        {t("heading")}
      </h2>
      <Choice className="mt-2" title={t("title")} note={t("words", { name })} checked={isOn} onChange={(wanted) => !isPending && void keep(wanted, wanted ? why : "")} />
      {isOn && (
        <TextField
          className="mt-4"
          label={t("why")}
          optional={t("optional")}
          help={t("whyHelp")}
          maxLength={500}
          value={why}
          onChange={(words) => onChange({ ...confidence, why: words })}
          onBlur={() => why.trim() !== kept.current && void keep(true, why.trim())}
        />
      )}
      {isOn && !hasAccount && <Banner className="mt-4" kind="slow" icon="info" fact={t("noAccount", { name })} />}
      {error !== null && <Banner className="mt-4" kind="urgent" fact={say(error)} live="assertive" />}
    </section>
  );
}
