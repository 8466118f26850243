"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { Choice } from "@/components/kit/choice";
import { TextField } from "@/components/kit/field";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useIsLive } from "@/components/kit/use-is-live";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { ConfirmedVisit, VisitorView } from "@/core/visits/views";
import { callCommand } from "@/room/api";
import { EntryFrame } from "./entry-frame";
import { visitorClaim } from "./use-visitor-visit";

interface WhereStepProps {
  view: VisitorView;
  visit: ConfirmedVisit;
  locales: readonly LocaleOption[];
  onDone: () => Promise<void>;
}

/** Where the patient is and which number reaches them; and that this is no emergency line. */
export function WhereStep({ view, visit, locales, onDone }: WhereStepProps) {
  const t = useTranslations("visits.where");
  const say = useErrorWords();
  const [place, setPlace] = useState("");
  const [number, setNumber] = useState("");
  const [isAgreed, setAgreed] = useState(false);
  const [wrong, setWrong] = useState<{ place?: string; number?: string; agree?: string; all?: string }>({});
  const form = useErrorFocus(wrong);
  const [isPending, setPending] = useState(false);
  // Until then a press would send the form as a browser does: what was typed would be gone, or in the address.
  const isLive = useIsLive();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isPlace = place.trim().length >= 3;
    const isNumber = /^\+?[\d\s()./-]+$/.test(number.trim()) && number.replace(/\D/g, "").length >= 5;
    const mayGoOn = visit.consent === null || isAgreed;
    if (!isPlace || !isNumber || !mayGoOn) {
      setWrong({
        place: isPlace ? undefined : visit.proxy === null ? t("placeMissing") : t("placeMissingFor", { patient: visit.patientName }),
        number: isNumber ? undefined : t("numberMissing"),
        agree: mayGoOn ? undefined : t("agreeMissing"),
      });
      return;
    }
    setPending(true);
    if (visit.consent !== null) {
      const agreed = await callCommand("people/agree-to-visit", { visitId: view.visitId, textId: visit.consent.textId }, { as: visitorClaim(view.visitId) });
      if (!agreed.ok) {
        setWrong({ all: say(agreed.error) });
        setPending(false);
        return;
      }
    }
    const input = { visitId: view.visitId, place: place.trim(), callbackNumber: number.trim() };
    const answer = await callCommand("visits/say-whereabouts", input, { as: visitorClaim(view.visitId) });
    setWrong(answer.ok ? {} : { all: say(answer.error) });
    if (answer.ok || answer.error.kind === "gone") await onDone();
    setPending(false);
  };

  const emergencyNumber = view.practice.emergencyNumber;
  const words = { name: visit.proxy?.name ?? visit.patientName, patient: visit.patientName, clinician: visit.clinicianName };
  const isFor = visit.proxy !== null;
  return (
    <form method="post" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <EntryFrame
        locales={locales}
        step="who"
        foot={
          <PlainButton type="submit" kind="filled" size="large" wide pending={isPending || !isLive}>
            {t("submit")}
          </PlainButton>
        }
      >
        <h1 className="text-h1">{t(isFor ? "titleFor" : "title", words)}</h1>
        <p className="mt-1 text-ink2">{t(isFor ? "wordsFor" : "words", words)}</p>
        <div className="mt-6 grid gap-6">
          <Banner
            kind="urgent"
            fact={t("emergencyTitle")}
            action={
              <LinkButton href={`tel:${emergencyNumber.replace(/[^\d+]/g, "")}`} icon="phone">
                {t("call", { number: emergencyNumber })}
              </LinkButton>
            }
          >
            {t("emergency", { number: emergencyNumber })}
          </Banner>
          <TextField
            label={t(isFor ? "placeFor" : "place", words)}
            help={t(isFor ? "placeHelpFor" : "placeHelp")}
            value={place}
            onChange={setPlace}
            error={wrong.place}
            autoComplete={isFor ? "off" : "street-address"}
            maxLength={300}
            size="large"
            dir="auto"
          />
          <TextField
            label={t("number")}
            help={t("numberHelp", { clinician: visit.clinicianName })}
            type="tel"
            value={number}
            onChange={setNumber}
            error={wrong.number}
            autoComplete="tel"
            maxLength={40}
            size="large"
            dir="ltr"
          />
          {visit.consent !== null && <ConsentChoice consent={visit.consent} title={t(isFor ? "agreeFor" : "agree", words)} isAgreed={isAgreed} error={wrong.agree} onChange={setAgreed} />}
          {wrong.all !== undefined && (
            <p role="alert" className="field-error">
              {wrong.all}
            </p>
          )}
        </div>
      </EntryFrame>
    </form>
  );
}

interface ConsentChoiceProps {
  consent: NonNullable<ConfirmedVisit["consent"]>;
  title: string;
  isAgreed: boolean;
  error?: string;
  onChange: (isAgreed: boolean) => void;
}

/** The practice's words for video visits, to be read on the spot, and the one box to tick. */
function ConsentChoice({ consent, title, isAgreed, error, onChange }: ConsentChoiceProps) {
  const t = useTranslations("visits.where");
  return (
    <div>
      <Choice required title={title} note={consent.title} checked={isAgreed} error={error} onChange={onChange} />
      <details className="consent-read">
        <summary>{t("agreeRead")}</summary>
        <p className="whitespace-pre-line">{consent.body}</p>
      </details>
    </div>
  );
}
