import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Logo } from "@/components/kit/logo";
import { Steps } from "@/components/kit/thread";
import { LanguageSwitch, type LocaleOption } from "@/components/shell/language-switch";

/** The patient's way in, as the thread shows it. */
export const ENTRY_STEPS = ["who", "check", "wait", "visit"] as const;
export type EntryStep = (typeof ENTRY_STEPS)[number];

interface EntryFrameProps {
  locales: readonly LocaleOption[];
  /** Left out on pages that lead nowhere. */
  step?: EntryStep;
  children: ReactNode;
  /** The action, pinned at the foot. */
  foot?: ReactNode;
}

/** A page on the patient's way in: one column, the step they are at, the action at the foot. */
export function EntryFrame({ locales, step, children, foot }: EntryFrameProps) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[30rem] flex-col">
      <header>
        <div className="flex min-h-14 items-center justify-between gap-3 px-4">
          <Logo />
          <LanguageSwitch locales={locales} />
        </div>
        {step !== undefined && <EntrySteps step={step} />}
      </header>
      <main id="main" className="flex-1 px-4 pt-6 pb-6">
        {children}
      </main>
      {foot !== undefined && (
        <div className="sticky bottom-0 grid gap-1 border-t border-rule bg-paper px-4 pt-3 pb-5">{foot}</div>
      )}
    </div>
  );
}

function EntrySteps({ step }: { step: EntryStep }) {
  const t = useTranslations("visits.steps");
  const now = ENTRY_STEPS.indexOf(step);
  const steps = ENTRY_STEPS.map((id, index) => {
    const state = index < now ? ("past" as const) : index === now ? ("now" as const) : ("next" as const);
    return { id, word: t(id), state };
  });
  return <Steps label={t("label")} steps={steps} className="mx-4 mt-1" />;
}
