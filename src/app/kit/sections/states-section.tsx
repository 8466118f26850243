import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePanel, type StateKind } from "@/components/kit/state-panel";

/** Loading, empty, error, offline, denied, ended. */
export function StatesSection() {
  const t = useTranslations("specimen.states");
  const title = useTranslations("specimen.sections")("states");
  const actions: Record<StateKind, ReactNode> = {
    loading: <PlainButton kind="text" className="px-0">{t("without")}</PlainButton>,
    empty: <PlainButton>{t("checkCamera")}</PlainButton>,
    error: (
      <>
        <PlainButton kind="filled">{t("again")}</PlainButton>
        <PlainButton kind="text">{t("copy")}</PlainButton>
      </>
    ),
    offline: <PlainButton>{t("callClinic")}</PlainButton>,
    denied: <PlainButton>{t("ask")}</PlainButton>,
    ended: <PlainButton kind="filled">{t("see")}</PlainButton>,
  };
  return (
    <section aria-labelledby="states" className="border-t border-rule">
      <h2 id="states" className="px-4 pt-6 text-small font-semibold text-ink2 desk:px-10">
        {title}
      </h2>
      <div className="grid tablet:grid-cols-2 desk:grid-cols-3">
        {(["loading", "empty", "error", "offline", "denied", "ended"] as const).map((kind) => (
          <div key={kind} className="border-rule px-4 py-6 not-last:border-b desk:border-e desk:px-10 desk:nth-[3n]:border-e-0 desk:nth-[n+4]:border-b-0">
            <StatePanel kind={kind} level={3} share={0.64} title={t(kind)} actions={actions[kind]}>
              <p>{t(`${kind}Words`)}</p>
            </StatePanel>
          </div>
        ))}
      </div>
    </section>
  );
}
