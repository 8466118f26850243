import { getFormatter, getTranslations } from "next-intl/server";
import { Icon } from "@/components/kit/icon";
import type { SummaryView } from "@/core/record/views";
import type { ReactNode } from "react";

interface SummaryPageProps {
  summary: SummaryView;
  /** The views, which can be opened in 3D. */
  views: ReactNode;
}

/** What the patient reads after the visit, and may read again at home. */
export async function SummaryPage({ summary: page, views }: SummaryPageProps) {
  const t = await getTranslations("record.page");
  const format = await getFormatter();
  const { summary } = page;
  const date = format.dateTime(page.visitAtMs, "weekday", { timeZone: page.zone });
  return (
    <>
      <main id="main" className="mx-auto w-full max-w-[40rem] flex-1 pb-8">
        <div className="px-4">
          <p className="text-small text-ink2">{t("visitLine", { date, clinician: page.clinicianName })}</p>
          <h1 className="mt-0.5 text-h1">{summary.headline}</h1>
          {page.confidential && (
            <p className="mt-2 flex gap-2 text-small text-ink2">
              <Icon name="lock" size="small" className="mt-0.5 shrink-0" />
              {t("confidential")}
            </p>
          )}
        </div>
        {views}
        <div className="px-4">
          <p className="mt-4 text-reading whitespace-pre-wrap">{summary.explanation}</p>
          {summary.steps.length > 0 && (
            <section className="mt-6" aria-labelledby="steps-heading">
              <h2 id="steps-heading" className="text-h3">
                {t("steps")}
              </h2>
              <ol className="mt-2 border-b border-rule">
                {summary.steps.map((step, at) => (
                  <li key={at} className="grid grid-cols-[34px_1fr] gap-1 border-t border-rule py-2.5">
                    <span aria-hidden="true" className="text-h2 font-light">
                      {at + 1}
                    </span>
                    <div>
                      {step.title}
                      {step.detail !== "" && <p className="text-small text-ink2">{step.detail}</p>}
                    </div>
                  </li>
                ))}
              </ol>
            </section>
          )}
          <p className="mt-6 text-small text-ink2">{t("teaching")}</p>
        </div>
      </main>
      {summary.urgent !== "" && (
        <aside className="sticky bottom-0 border-t-2 border-coral bg-coral-tint">
          <div className="mx-auto flex w-full max-w-[40rem] items-center gap-3 px-4 py-3">
            <p className="flex-1">
              <strong className="font-semibold">{summary.urgent}</strong>
              <span className="block text-small">{t("callWords", { number: page.emergencyNumber })}</span>
            </p>
            <a className="btn btn-danger" href={`tel:${page.emergencyNumber}`} aria-label={t("call", { number: page.emergencyNumber })}>
              <Icon name="phone" />
              {page.emergencyNumber}
            </a>
          </div>
        </aside>
      )}
    </>
  );
}
