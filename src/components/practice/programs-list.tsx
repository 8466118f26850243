"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/components/kit/confirm-dialog";
import { PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { EmptyState } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { ApiClientView } from "@/core/practice/api-clients";
import { dateAt } from "@/core/scheduling/wall-time";
import { callQuery } from "@/room/api";
import { ProgramForm } from "./program-form";
import { useSave } from "./use-save";

export interface ProgramsAnswer {
  readonly clients: readonly ApiClientView[];
  readonly zone: string;
}

/** Programs that use the interface for the practice. */
export function ProgramsList({ initial }: { initial: ProgramsAnswer }) {
  const t = useTranslations("practice.programs");
  const say = useErrorWords();
  const clock = useClock(initial.zone);
  const [clients, setClients] = useState(initial.clients);
  const [isAdding, setAdding] = useState(false);
  const [asked, setAsked] = useState<ApiClientView | null>(null);
  const { isPending, error, save, dialog } = useSave();
  const refresh = async () => {
    const now = await callQuery<object, ProgramsAnswer>("practice/api-clients", {});
    if (now.ok) setClients(now.value.clients);
  };
  const revoke = async () => {
    const client = asked;
    setAsked(null);
    if (client === null) return;
    const done = await save("practice/revoke-api-client", { clientId: client.id }, t("revokedDone", { name: client.name }));
    if (done !== null) await refresh();
  };
  const noteOf = (client: ApiClientView) =>
    [
      t(client.state),
      t("hint", { hint: client.hint }),
      client.lastUsedAtMs === null ? t("unused") : t("used", { when: clock.moment(client.lastUsedAtMs) }),
      ...(client.expiresAtMs === null || client.state !== "standing" ? [] : [t("until", { date: clock.full(dateAt(client.expiresAtMs, initial.zone)) })]),
    ].join(" · ");
  return (
    <>
      {isAdding ? (
        <ProgramForm onMade={() => void refresh()} onLeave={() => setAdding(false)} />
      ) : (
        <PlainButton className="mt-4" icon="add" onPress={() => setAdding(true)}>
          {t("add")}
        </PlainButton>
      )}
      {error !== null && (
        <p role="alert" className="field-error mt-4">
          {say(error)}
        </p>
      )}
      {clients.length === 0 && !isAdding && <EmptyState className="mt-8" title={t("none")} />}
      {clients.length > 0 && (
        <ul className="mt-6 border-b border-rule">
          {clients.map((client) => (
            <Row
              as="li"
              key={client.id}
              title={<bdi>{client.name}</bdi>}
              note={noteOf(client)}
              end={
                client.state === "standing" && (
                  <PlainButton kind="text" pending={isPending} aria-label={t("revokeNamed", { name: client.name })} onPress={() => setAsked(client)}>
                    {t("revoke")}
                  </PlainButton>
                )
              }
            />
          ))}
        </ul>
      )}
      <ConfirmDialog
        title={t("revokeTitle", { name: asked?.name ?? "" })}
        yes={t("revokeYes")}
        no={t("keep")}
        isGrave
        isOpen={asked !== null}
        onYes={() => void revoke()}
        onNo={() => setAsked(null)}
      >
        {t("revokeWords")}
      </ConfirmDialog>
      {dialog}
    </>
  );
}
