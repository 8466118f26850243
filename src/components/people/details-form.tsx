"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { showToast } from "@/components/kit/toast";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { ActorClaim } from "@/core/access/claim";
import type { DomainError } from "@/core/kit/errors";
import type { DetailsView } from "@/core/people/details";
import { changedFields, mergeEdits } from "@/core/people/merge-edits";
import { callCommand, callQuery } from "@/room/api";
import type { DetailField, DetailValues } from "./detail-words";
import { DetailsConflict } from "./details-conflict";
import { DetailsFields } from "./details-fields";
import { useUnsaved } from "./use-unsaved";

interface DetailsFormProps {
  initial: DetailsView;
  as?: ActorClaim;
}

/** Changes a patient's details. Two who change at once see both and choose; nothing typed is lost. */
export function DetailsForm({ initial, as }: DetailsFormProps) {
  const t = useTranslations("patients.details");
  const say = useErrorWords();
  const [base, setBase] = useState(initial);
  const [values, setValues] = useState<DetailValues>(initial.details);
  const [theirs, setTheirs] = useState<DetailsView | null>(null);
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const form = useErrorFocus(error);
  const changes = changedFields(base.details, values);
  const isDirty = Object.keys(changes).length > 0;
  useUnsaved(isDirty);

  const save = async (from: DetailsView, wanted: DetailValues) => {
    setPending(true);
    setError(null);
    const input = { patientId: from.patientId, version: from.version, changes: changedFields(from.details, wanted) };
    const answer = await callCommand<typeof input, { version: number }>("people/change-details", input, { as });
    if (answer.ok) {
      setBase({ ...from, version: answer.value.version, details: wanted });
      setValues(wanted);
      setTheirs(null);
      announce(t("saved"));
      showToast({ text: t("saved") });
    } else if (answer.error.kind === "stale") {
      const now = await callQuery<{ patientId: string }, DetailsView>("people/details", { patientId: from.patientId }, { as });
      if (now.ok) setTheirs(now.value);
      else setError(now.error);
    } else setError(answer.error);
    setPending(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isDirty) void save(base, values);
  };
  const settle = (kept: readonly DetailField[]) => {
    if (theirs === null) return;
    const { merged } = mergeEdits(base.details, values, theirs.details);
    const mine = Object.fromEntries(kept.map((field) => [field, values[field]]));
    void save(theirs, { ...merged, ...mine });
  };

  if (!base.mayChange) return <DetailsFields values={values} writable={null} error={null} set={() => undefined} />;
  if (theirs !== null) return <DetailsConflict base={base.details} mine={values} theirs={theirs.details} isPending={isPending} onSettle={settle} />;
  return (
    <form ref={form} noValidate method="post" onSubmit={submit} className="details-form">
      <DetailsFields values={values} writable={base.writable} error={error} set={(change) => setValues((before) => ({ ...before, ...change }))} />
      {error !== null && error.fields === undefined && (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      )}
      <div className="details-foot">
        <PlainButton type="submit" kind="filled" pending={isPending} unready={isDirty ? undefined : t("nothing").toLowerCase()}>
          {t("save")}
        </PlainButton>
        {isDirty && <span className="text-small text-ink2">{t("unsaved")}</span>}
      </div>
    </form>
  );
}
