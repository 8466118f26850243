"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { Dialog } from "@/components/kit/dialog";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { ProxiesView, ProxyView } from "@/core/people/proxies";
import { dateAt } from "@/core/scheduling/wall-time";
import { callCommand, callQuery } from "@/room/api";
import { HelperForm } from "./helper-form";

/** Who acts for a patient, who was asked, and who did once. */
export function HelperList({ initial, isStaff, level = 2 }: { initial: ProxiesView; isStaff: boolean; level?: 1 | 2 }) {
  const t = useTranslations("patients.helpers");
  const say = useErrorWords();
  const [view, setView] = useState(initial);
  const [isNew, setNew] = useState(false);
  const [ending, setEnding] = useState<ProxyView | null>(null);
  const [isPending, setPending] = useState(false);
  const clock = useClock(view.zone);
  const Heading = `h${level}` as const;
  // The end of a day is the start of the next: the day before it is the last one.
  const until = ({ endsAtMs, endsBy }: ProxyView) =>
    endsAtMs === null ? "" : endsBy === "age" ? t("untilAge", { date: clock.full(dateAt(endsAtMs, view.zone)) }) : t("until", { date: clock.full(dateAt(endsAtMs - 1, view.zone)) });

  const refresh = async () => {
    const fresh = await callQuery<{ patientId: string }, ProxiesView>("people/proxies", { patientId: view.patientId });
    if (fresh.ok) setView(fresh.value);
  };
  const end = async (proxy: ProxyView) => {
    setPending(true);
    const answer = await callCommand("people/revoke-proxy", { proxyId: proxy.id });
    showToast({ text: answer.ok ? t("revoked") : say(answer.error) });
    await refresh();
    setPending(false);
    setEnding(null);
  };

  return (
    <section aria-labelledby="helpers-title">
      <Heading id="helpers-title" className={level === 1 ? "text-h1" : "text-h3"}>
        {isStaff ? t("title") : t("ownTitle")}
      </Heading>
      <p className="mt-1 max-w-[36rem] text-ink2">{isStaff ? t("words") : t("ownWords")}</p>
      {view.proxies.length === 0 && <p className="mt-4">{isStaff ? t("none") : t("noneOwn")}</p>}
      {view.proxies.map((proxy) => (
        <article key={proxy.id} className="person-line" data-over={proxy.state === "ended" || proxy.state === "revoked" || undefined}>
          <div className="person-line-words">
            <h3 className="font-semibold">
              <bdi>{proxy.name}</bdi>
            </h3>
            <p className="text-small text-ink2">
              {[t(`relations.${proxy.relation}`), t(`state.${proxy.state}`), until(proxy)].filter(Boolean).join(" · ")}
            </p>
            <p className="text-small">{proxy.scopes.map((scope) => t(`scope.${scope}`)).join(" · ")}</p>
            <p className="text-small text-ink2" dir="ltr">
              {proxy.email}
            </p>
          </div>
          {view.mayRevoke && (proxy.state === "standing" || proxy.state === "invited") && (
            <Button kind="quiet" onPress={() => setEnding(proxy)}>
              {t("revoke")}
              <span className="sr-only">: {proxy.name}</span>
            </Button>
          )}
        </article>
      ))}
      {view.mayInvite && !isNew && (
        <Button className="mt-4" onPress={() => setNew(true)}>
          {t("invite")}
        </Button>
      )}
      {isNew && (
        <HelperForm
          view={view}
          onLeave={() => setNew(false)}
          onDone={(name) => {
            setNew(false);
            showToast({ text: t("sent", { name }) });
            void refresh();
          }}
        />
      )}
      {ending !== null && (
        <Dialog
          isOpen
          role="alertdialog"
          title={t("revokeTitle", { name: ending.name })}
          onOpenChange={(isOpen) => !isOpen && setEnding(null)}
          actions={() => (
            <>
              <Button kind="filled" pending={isPending} onPress={() => void end(ending)}>
                {t("revoke")}
              </Button>
              <Button kind="quiet" onPress={() => setEnding(null)}>
                {t("keep")}
              </Button>
            </>
          )}
        >
          <p>{t("revokeWords")}</p>
        </Dialog>
      )}
    </section>
  );
}
