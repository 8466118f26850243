"use client";

import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";

/** Whom to call, as every patient may know. */
export interface PracticeContact {
  readonly name: string;
  readonly phone: string | null;
}

/** The practice's number as a button; nothing where it gave none. */
export function CallPractice({ practice }: { practice: PracticeContact }) {
  const t = useTranslations("visits.finished");
  if (practice.phone === null) return null;
  return (
    <LinkButton href={`tel:${practice.phone.replace(/[^\d+]/g, "")}`} icon="phone" size="large">
      {t("call", { phone: practice.phone })}
    </LinkButton>
  );
}

interface FinishedStateProps {
  stage: "over" | "cancelled" | "missed" | "revoked";
  practice: PracticeContact;
  /** Of a visit that took place: where its summary is. */
  visitId: string | null;
}

/** What became of a visit, for whoever holds its link: nothing about the visit itself, and the way on. */
export function FinishedState({ stage, practice, visitId }: FinishedStateProps) {
  const t = useTranslations("visits");
  return (
    <StatePanel
      kind="ended"
      level={1}
      title={t(`join.${stage}.title`)}
      className="pt-6"
      actions={
        <>
          {visitId !== null && (
            <LinkButton kind="filled" size="large" href={`/visit/${visitId}/summary`}>
              {t("over.summary")}
            </LinkButton>
          )}
          <CallPractice practice={practice} />
        </>
      }
    >
      <p>{t(`join.${stage}.words`)}</p>
      <p className="mt-2">{t(`finished.${stage}`, { practice: practice.name })}</p>
    </StatePanel>
  );
}
