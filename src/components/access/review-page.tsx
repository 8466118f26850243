"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { TextArea } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { EmergencyToReview, ReviewQueue } from "@/core/access/emergency-views";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";

/** Emergency access to records: what waits for a verdict, and what was judged. */
export function ReviewPage({ queue }: { queue: ReviewQueue }) {
  const t = useTranslations("emergency.review");
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[48rem] px-4 py-8 tablet:px-8">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 text-ink2">{t("words")}</p>
      {queue.emergencies.length === 0 && (
        <EmptyState className="mt-8" title={t("none")}>
          <p>{t("noneWords")}</p>
        </EmptyState>
      )}
      <ul className="mt-6 border-t border-rule">
        {queue.emergencies.map((each) => (
          <li key={each.breakGlassId} className="border-b border-rule py-6">
            <Emergency emergency={each} zone={queue.zone} />
          </li>
        ))}
      </ul>
    </main>
  );
}

function Emergency({ emergency, zone }: { emergency: EmergencyToReview; zone: string }) {
  const t = useTranslations("emergency.review");
  const reasons = useTranslations("emergency.door.reason");
  const clock = useClock(zone);
  const { startedAtMs, endsAtMs, isOpen, review, verbs, reason, words } = emergency;
  const mayReview = verbs.includes("review");
  const state = isOpen ? t("open", { time: clock.time(endsAtMs) }) : review !== null ? t(review.verdict) : mayReview ? t("waits") : t("waitsFor");
  const usedCount = emergency.used.reduce((sum, { count }) => sum + count, 0);
  return (
    <article>
      <p className="text-small font-semibold text-ink2">{state}</p>
      <h2 className="text-h3 mt-1">{t("whose", { staff: emergency.staffName, patient: emergency.patientName })}</h2>
      <p className="mt-1 text-small text-ink2">{t("when", { from: clock.moment(startedAtMs), to: clock.time(endsAtMs) })}</p>
      <p className="mt-3">
        <span className="font-semibold">{reasons(reason)}.</span> <bdi>{words === "" ? t("erased") : words}</bdi>
      </p>
      <p className="mt-1 text-small text-ink2">{t("used", { count: usedCount })}</p>
      {review !== null && (
        <p className="mt-3">
          <span className="text-ink2">{t("judged", { name: review.reviewerName, at: clock.moment(review.reviewedAtMs) })}</span>{" "}
          <bdi>{review.words === "" ? t("erased") : review.words}</bdi>
        </p>
      )}
      {mayReview && <VerdictForm breakGlassId={emergency.breakGlassId} />}
    </article>
  );
}

function VerdictForm({ breakGlassId }: { breakGlassId: string }) {
  const t = useTranslations("emergency.review");
  const say = useErrorWords();
  const router = useRouter();
  const [verdict, setVerdict] = useState<"justified" | "unjustified" | null>(null);
  const [words, setWords] = useState("");
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const wrong = (field: string) => (error?.fields?.[field] === undefined ? undefined : say(error, field));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setError(null);
    const result = await callCommand("access/review-emergency", { breakGlassId, verdict, words });
    setPending(false);
    if (!result.ok) return setError(result.error);
    showToast({ text: t("saved") });
    router.refresh();
  };
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="mt-4 flex max-w-[36rem] flex-col items-start gap-4">
      {error !== null && error.fields === undefined && <Banner kind="urgent" live="assertive" fact={say(error)} />}
      <ChoiceGroup label={t("verdict")} error={wrong("verdict")}>
        {(["justified", "unjustified"] as const).map((each) => (
          <Choice key={each} kind="radio" name={`verdict-${breakGlassId}`} value={each} light title={t(each)} checked={verdict === each} onChange={() => setVerdict(each)} />
        ))}
      </ChoiceGroup>
      <TextArea className="w-full" required label={t("wordsLabel")} error={wrong("words")} maxLength={1000} value={words} onChange={setWords} />
      <PlainButton type="submit" pending={isPending}>
        {t("submit")}
      </PlainButton>
    </form>
  );
}
