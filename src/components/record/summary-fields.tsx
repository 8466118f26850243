"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/kit/button";
import { TextArea, TextField } from "@/components/kit/field";
import type { PatientSummary, SummaryStep } from "@/core/record/note";

const MAX_STEPS = 8;

interface SummaryFieldsProps {
  summary: PatientSummary;
  canWrite: boolean;
  emergencyNumber: string;
  onChange: (summary: PatientSummary) => void;
  onLeave: () => void;
}

/** The words that go to the patient as they stand. */
export function SummaryFields({ summary, canWrite, emergencyNumber, onChange, onLeave }: SummaryFieldsProps) {
  const t = useTranslations("record.summary");
  if (!canWrite) return <SummaryWords summary={summary} />;
  const set = (part: Partial<PatientSummary>) => onChange({ ...summary, ...part });
  return (
    <section className="mt-8 max-w-[42rem] border-t border-rule pt-5" aria-labelledby="summary-heading">
      <h2 id="summary-heading" className="text-h3">
        {t("title")}
      </h2>
      <p className="text-small text-ink2">{t("lead")}</p>
      <div className="mt-4 grid gap-4">
        <TextField
          label={t("headline")}
          value={summary.headline}
          maxLength={160}
          onChange={(headline) => set({ headline })}
          onBlur={onLeave}
        />
        <TextArea
          label={t("explanation")}
          value={summary.explanation}
          maxLength={4_000}
          onChange={(explanation) => set({ explanation })}
          onBlur={onLeave}
        />
        <StepFields steps={summary.steps} onChange={(steps) => set({ steps })} onLeave={onLeave} />
        <TextField
          label={t("urgent")}
          optional={t("optional")}
          help={t("urgentHelp", { number: emergencyNumber })}
          value={summary.urgent}
          maxLength={300}
          onChange={(urgent) => set({ urgent })}
          onBlur={onLeave}
        />
      </div>
    </section>
  );
}

interface StepFieldsProps {
  steps: readonly SummaryStep[];
  onChange: (steps: SummaryStep[]) => void;
  onLeave: () => void;
}

function StepFields({ steps, onChange, onLeave }: StepFieldsProps) {
  const t = useTranslations("record.summary");
  const replace = (at: number, part: Partial<SummaryStep>) =>
    onChange(steps.map((step, index) => (index === at ? { ...step, ...part } : step)));
  return (
    <fieldset className="grid gap-3">
      <legend className="text-small font-semibold">{t("steps")}</legend>
      {steps.map((step, at) => (
        <div key={at} className="grid gap-2 border-t border-rule pt-3">
          <TextField
            label={t("stepTitle", { number: at + 1 })}
            value={step.title}
            maxLength={200}
            onChange={(title) => replace(at, { title })}
            onBlur={onLeave}
          />
          <TextField
            label={t("stepDetail")}
            optional={t("optional")}
            value={step.detail}
            maxLength={400}
            onChange={(detail) => replace(at, { detail })}
            onBlur={onLeave}
          />
          <Button kind="quiet" className="justify-self-start" onPress={() => onChange(steps.filter((_, index) => index !== at))}>
            {t("removeStep", { number: at + 1 })}
          </Button>
        </div>
      ))}
      {steps.length < MAX_STEPS && (
        <Button
          kind="text"
          icon="add"
          className="justify-self-start"
          onPress={() => onChange([...steps, { title: "", detail: "" }])}
        >
          {t("addStep")}
        </Button>
      )}
    </fieldset>
  );
}

function SummaryWords({ summary }: { summary: PatientSummary }) {
  const t = useTranslations("record.summary");
  return (
    <section className="mt-8 max-w-[42rem] border-t border-rule pt-5">
      <h2 className="text-h3">{t("title")}</h2>
      <p className="mt-2 text-reading font-semibold">{summary.headline}</p>
      <p className="mt-1 text-reading whitespace-pre-wrap">{summary.explanation}</p>
      <ol className="mt-3 grid list-decimal gap-2 ps-6">
        {summary.steps.map((step, at) => (
          <li key={at}>
            {step.title}
            {step.detail !== "" && <span className="block text-small text-ink2">{step.detail}</span>}
          </li>
        ))}
      </ol>
      {summary.urgent !== "" && <p className="mt-3 font-semibold text-coral">{summary.urgent}</p>}
    </section>
  );
}
