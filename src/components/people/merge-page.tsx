"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { Choice } from "@/components/kit/choice";
import { LinkButton } from "@/components/kit/plain-button";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { sameValue } from "@/core/people/merge-edits";
import { callCommand } from "@/room/api";
import { FIELD_ORDER, useDetailWords, type DetailField, type DetailValues } from "./detail-words";

const COUNTS = ["appointments", "notes", "consents", "proxies", "careTeam", "files"] as const;

/** One of the two records. */
export interface MergeSideView {
  readonly patientId: string;
  readonly status: string;
  readonly version: number;
  readonly details: DetailValues;
  readonly counts: Readonly<Record<(typeof COUNTS)[number], number>>;
}

/** Two records beside each other; the desk says which is kept and whose value counts, field by field. */
export function MergePage({ a, b }: { a: MergeSideView; b: MergeSideView }) {
  const t = useTranslations("patients.merge");
  const say = useErrorWords();
  const router = useRouter();
  // Somebody who is only just asking to be on file is never the record that is kept.
  const [keptId, setKeptId] = useState(a.status === "pending" ? b.patientId : a.patientId);
  const [fromGiven, setFromGiven] = useState<readonly DetailField[] | null>(null);
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const [kept, given] = keptId === a.patientId ? [a, b] : [b, a];
  const taken = fromGiven ?? emptyOnes(kept.details, given.details);
  const mayChoose = a.status !== "pending" && b.status !== "pending";

  const merge = async () => {
    setPending(true);
    setError(null);
    const input = { keptId: kept.patientId, givenId: given.patientId, keptVersion: kept.version, givenVersion: given.version, fromGiven: taken };
    const answer = await callCommand<typeof input, { mergeId: string }>("people/merge-patients", input);
    setPending(false);
    if (!answer.ok) return setError(answer.error);
    const { mergeId } = answer.value;
    const undo = async () => {
      const undone = await callCommand("people/undo-merge", { mergeId });
      if (!undone.ok) showToast({ text: say(undone.error) });
      router.refresh();
    };
    showToast({ text: t("done"), undo: { word: t("undo"), run: () => void undo() } });
    router.push(`/people/${kept.patientId}`);
  };
  const apart = async () => {
    const answer = await callCommand("people/keep-apart", { aId: a.patientId, bId: b.patientId });
    if (answer.ok) router.push("/people/duplicates");
    else setError(answer.error);
  };

  return (
    <main id="main" tabIndex={-1} className="people-page">
      <h1 className="text-h1">{t("title")}</h1>
      <fieldset className="merge-sides" disabled={!mayChoose}>
        <legend className="sr-only">{t("keep")}</legend>
        {[a, b].map((side) => (
          <Choice
            key={side.patientId}
            kind="radio"
            name="kept"
            title={<bdi>{`${side.details.givenName} ${side.details.familyName}`.trim()}</bdi>}
            note={side.patientId === keptId ? t("keeps") : t("gives")}
            checked={side.patientId === keptId}
            onChange={() => {
              setKeptId(side.patientId);
              setFromGiven(null);
            }}
          />
        ))}
      </fieldset>
      <p className="mt-4 max-w-[36rem] text-ink2">{t("choose")}</p>
      <FieldChoices kept={kept.details} given={given.details} taken={taken} onTaken={setFromGiven} />
      <section className="mt-6" aria-labelledby="moves-title">
        <h2 id="moves-title" className="text-h3">{t("moves")}</h2>
        <p className="mt-1">{COUNTS.filter((name) => given.counts[name] > 0).map((name) => t(`counts.${name}`, { count: given.counts[name] })).join(", ") || t("nothing")}</p>
        <p className="mt-1 text-small text-ink2">{t("undoWords")}</p>
      </section>
      {error !== null && (
        <p role="alert" className="field-error mt-4">
          {say(error)}
        </p>
      )}
      <div className="mt-6 flex flex-wrap gap-2">
        <Button kind="filled" pending={isPending} onPress={() => void merge()}>
          {t("merge")}
        </Button>
        <Button onPress={() => void apart()}>{t("apart")}</Button>
        <LinkButton kind="text" href="/people/duplicates">
          {t("stay")}
        </LinkButton>
      </div>
    </main>
  );
}

/** What the kept record lacks and the other has is taken over, until somebody chooses otherwise. */
function emptyOnes(kept: DetailValues, given: DetailValues): readonly DetailField[] {
  const isEmpty = (value: unknown) => value === null || value === "" || (Array.isArray(value) && value.length === 0) || (typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every((each) => each === ""));
  return FIELD_ORDER.filter((field) => isEmpty(kept[field]) && !isEmpty(given[field]));
}

interface FieldChoicesProps {
  kept: DetailValues;
  given: DetailValues;
  taken: readonly DetailField[];
  onTaken: (fields: readonly DetailField[]) => void;
}

function FieldChoices({ kept, given, taken, onTaken }: FieldChoicesProps) {
  const t = useTranslations("patients");
  const words = useDetailWords();
  const different = FIELD_ORDER.filter((field) => !sameValue(kept[field], given[field]));
  const same = FIELD_ORDER.filter((field) => sameValue(kept[field], given[field]) && words(field, kept) !== "");
  return (
    <>
      {different.map((field) => (
        <fieldset key={field} className="merge-field">
          <legend className="font-semibold">{t(`fields.${field}`)}</legend>
          {[
            { values: kept, isGiven: false },
            { values: given, isGiven: true },
          ].map(({ values, isGiven }) => (
            <Choice
              key={String(isGiven)}
              kind="radio"
              light
              name={`field-${field}`}
              title={<bdi>{words(field, values) || t("merge.empty")}</bdi>}
              checked={taken.includes(field) === isGiven}
              onChange={() => onTaken(isGiven ? [...taken, field] : taken.filter((each) => each !== field))}
            />
          ))}
        </fieldset>
      ))}
      {same.length > 0 && (
        <details className="consent-words mt-2">
          <summary>{t("merge.same")}</summary>
          <dl className="details-fixed">
            {same.map((field) => (
              <div key={field}>
                <dt>{t(`fields.${field}`)}</dt>
                <dd>
                  <bdi>{words(field, kept)}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}
