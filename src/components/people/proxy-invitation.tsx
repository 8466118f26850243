"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useMailedToken } from "@/components/access/use-mailed-token";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { LocaleOption } from "@/components/shell/language-switch";
import { EntryFrame } from "@/components/visits/entry-frame";
import type { DomainError } from "@/core/kit/errors";
import type { ProxyView } from "@/core/people/proxies";
import { dateAt } from "@/core/scheduling/wall-time";
import { askPrivately, callCommand } from "@/room/api";

interface Invitation {
  readonly practice: string;
  readonly patient: string;
  readonly relation: ProxyView["relation"];
  readonly scopes: ProxyView["scopes"];
  readonly endsAtMs: number | null;
  readonly zone: string;
  readonly isOver: boolean;
}

const NOBODY = { as: { kind: "public" } } as const;

/** What an invitation to act for somebody is about, and the press that takes it up. */
export function ProxyInvitation({ locales }: { locales: readonly LocaleOption[] }) {
  const t = useTranslations("registration.proxy");
  const say = useErrorWords();
  const token = useMailedToken();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [error, setError] = useState<DomainError | null>(null);
  const [signIn, setSignIn] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  useEffect(() => {
    if (token === null || token === "") return;
    void askPrivately<unknown, Invitation>("people/proxy-invitation", { token }, NOBODY).then((answer) => (answer.ok ? setInvitation(answer.value) : setError(answer.error)));
  }, [token]);
  const accept = async () => {
    setPending(true);
    const answer = await callCommand<unknown, { signInToken: string | null }>("people/accept-proxy", { token }, NOBODY);
    if (answer.ok) setSignIn(answer.value.signInToken === null ? "/sign-in" : `/sign-in/link#${answer.value.signInToken}`);
    else setError(answer.error);
    setPending(false);
  };
  const isOver = invitation?.isOver === true || error?.kind === "gone";
  const isUnknown = token === "" || error?.kind === "not_found" || error?.kind === "invalid";
  return (
    <EntryFrame locales={locales}>
      <div className="pt-8">
        {signIn !== null && invitation !== null ? (
          <div role="status">
            <StatePanel kind="empty" level={1} title={t("done", { patient: invitation.patient })} actions={<LinkButton kind="filled" size="large" href={signIn}>{t("signIn")}</LinkButton>}>
              {t("doneWords")}
            </StatePanel>
          </div>
        ) : isUnknown || isOver ? (
          <div role="alert">
            <StatePanel kind={isOver ? "ended" : "error"} level={1} title={isOver ? t("over") : t("unknown")}>
              {isOver ? t("overWords") : t("unknownWords")}
            </StatePanel>
          </div>
        ) : invitation === null ? (
          <StatePanel kind="loading" level={1} title="…" />
        ) : (
          <Offer invitation={invitation} isPending={isPending} error={error === null ? null : say(error)} onAccept={() => void accept()} />
        )}
      </div>
    </EntryFrame>
  );
}

interface OfferProps {
  invitation: Invitation;
  isPending: boolean;
  error: string | null;
  onAccept: () => void;
}

function Offer({ invitation, isPending, error, onAccept }: OfferProps) {
  const t = useTranslations("registration.proxy");
  const words = useTranslations("patients.helpers");
  const clock = useClock(invitation.zone);
  const { patient, practice, relation, scopes, endsAtMs, zone } = invitation;
  return (
    <>
      <h1 className="text-h1">{t("title", { patient })}</h1>
      <p className="mt-2 text-reading">{t("words", { practice, patient, relation: words(`relations.${relation}`) })}</p>
      <h2 className="mt-6 text-h3">{t("may")}</h2>
      <ul className="mt-1 list-disc ps-6">
        {scopes.map((scope) => (
          <li key={scope}>{words(`scope.${scope}`)}</li>
        ))}
      </ul>
      <p className="mt-3">{endsAtMs === null ? t("untilEnd") : t("until", { date: clock.full(dateAt(endsAtMs - 1, zone)) })}</p>
      {error !== null && (
        <p role="alert" className="field-error mt-3">
          {error}
        </p>
      )}
      <PlainButton kind="filled" size="large" className="mt-6" pending={isPending} onPress={onAccept}>
        {t("accept")}
      </PlainButton>
      <p className="mt-3 text-small text-ink2">{t("later")}</p>
    </>
  );
}
