"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useState, type FormEvent } from "react";
import { usePending } from "@/components/access/use-pending";
import { useStepUp } from "@/components/access/use-step-up";
import { Banner } from "@/components/kit/banner";
import { SelectField, TextArea, TextField } from "@/components/kit/field";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { RecordPreview } from "@/core/record/retention-views";
import type { DomainError } from "@/core/kit/errors";
import { callCommand, callQuery } from "@/room/api";

interface RecordDialogProps {
  patientId: string;
  name: string;
  onClose: () => void;
  /** It is held now, or gone. */
  onDone: () => void;
}

/** One record: until when it is kept, and the two grave things that can be done to it. */
export function RecordDialog({ patientId, name, onClose, onDone }: RecordDialogProps) {
  const t = useTranslations("retention.record");
  const say = useErrorWords();
  const step = useStepUp();
  const [record, setRecord] = useState<RecordPreview | null>(null);
  const [problem, setProblem] = useState<DomainError | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    callQuery<object, RecordPreview>("retention/record", { patientId }, { signal: stop.signal }).then(
      (result) => (result.ok ? setRecord(result.value) : setProblem(result.error)),
      // The dialog was closed before the answer came.
      () => {},
    );
    return () => stop.abort();
  }, [patientId]);
  return (
    <>
      <PlainDialog title={t("title", { name })} isOpen onClose={onClose} actions={<PlainButton kind="text" onPress={onClose}>{t("close")}</PlainButton>}>
        {problem !== null && <Banner kind="urgent" fact={say(problem)} live="assertive" />}
        {record !== null && (
          <div className="flex flex-col gap-6">
            <Facts record={record} />
            {!record.isHeld && <HoldForm record={record} onDone={onDone} />}
            {!record.isHeld && record.openVisits === 0 && <DeleteForm record={record} onDone={onDone} prove={step.run} />}
          </div>
        )}
      </PlainDialog>
      {/* Beside and not inside: what closes that one must not close this one. */}
      {step.dialog}
    </>
  );
}

function Facts({ record }: { record: RecordPreview }) {
  const t = useTranslations("retention.record");
  const { full } = useClock("UTC");
  return (
    <ul className="flex flex-col gap-1 text-ink2">
      <li>{record.lastVisit === null ? t("noVisit") : t("lastVisit", { date: full(record.lastVisit) })}</li>
      <li>{t(record.isDue ? "isDue" : "kept", { date: full(record.until) })}</li>
      {record.openVisits > 0 && <li>{t("open", { count: record.openVisits })}</li>}
      {record.isHeld && <li className="font-semibold text-ink">{t("held")}</li>}
    </ul>
  );
}

interface FormProps {
  record: RecordPreview;
  onDone: () => void;
}

function HoldForm({ record, onDone }: FormProps) {
  const t = useTranslations("retention.record");
  const say = useErrorWords();
  const router = useRouter();
  const { isPending, error, run } = usePending();
  const [words, setWords] = useState("");
  const place = async (event: FormEvent) => {
    event.preventDefault();
    const input = { patientId: record.patientId, words };
    if ((await run(() => callCommand<typeof input, object>("retention/place-hold", input))) === null) return;
    announce(t("holdDone"));
    onDone();
    router.refresh();
  };
  return (
    <form method="post" noValidate onSubmit={(event) => void place(event)} className="flex flex-col gap-3">
      <TextArea label={t("holdLabel")} help={t("holdHelp")} error={error === null ? undefined : say(error, "words")} maxLength={1_000} value={words} onChange={setWords} />
      <div>
        <PlainButton type="submit" pending={isPending}>
          {t("hold")}
        </PlainButton>
      </div>
    </form>
  );
}

const BASES = ["retention", "erasure_request"] as const;

function DeleteForm({ record, onDone, prove }: FormProps & { prove: ReturnType<typeof useStepUp>["run"] }) {
  const t = useTranslations("retention.record");
  const say = useErrorWords();
  const router = useRouter();
  const { isPending, error, run } = usePending();
  const [basis, setBasis] = useState<string>(record.isDue ? "retention" : "erasure_request");
  const [familyName, setFamilyName] = useState("");
  const remove = async (event: FormEvent) => {
    event.preventDefault();
    const input = { patientId: record.patientId, version: record.version, basis, familyName };
    if ((await run(() => prove(() => callCommand<typeof input, object>("retention/delete-patient", input)))) === null) return;
    announce(t("deleted"));
    onDone();
    router.refresh();
  };
  const wrongName = error?.fields?.familyName === undefined ? undefined : say(error, "familyName");
  return (
    <form method="post" noValidate onSubmit={(event) => void remove(event)} className="flex flex-col gap-3 border-t border-rule pt-4">
      <p className="text-ink2">{t("deleteWords")}</p>
      <SelectField label={t("basis")} value={basis} onChange={setBasis} options={BASES.map((each) => ({ value: each, label: t(each) }))} />
      <TextField label={t("name")} error={wrongName} autoComplete="off" spellCheck={false} value={familyName} onChange={setFamilyName} />
      {error !== null && wrongName === undefined && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      <div>
        <PlainButton type="submit" kind="danger" pending={isPending}>
          {t("delete")}
        </PlainButton>
      </div>
    </form>
  );
}
