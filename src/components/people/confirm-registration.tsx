"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { SEALED_REGISTRATION, useMailedToken } from "@/components/access/use-mailed-token";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { LocaleOption } from "@/components/shell/language-switch";
import { EntryFrame } from "@/components/visits/entry-frame";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";

/** The button behind the link in the mail: with it the practice gets what was typed. */
export function ConfirmRegistration({ locales }: { locales: readonly LocaleOption[] }) {
  const t = useTranslations("registration");
  const say = useErrorWords();
  const token = useMailedToken(SEALED_REGISTRATION);
  const [practice, setPractice] = useState<string | null>(null);
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const confirm = async () => {
    setPending(true);
    const answer = await callCommand<{ token: string }, { practice: string }>("people/confirm-registration", { token: token ?? "" }, { as: { kind: "public" } });
    if (answer.ok) setPractice(answer.value.practice);
    else setError(answer.error);
    setPending(false);
  };
  const isBroken = token === "" || error?.kind === "not_found" || error?.kind === "invalid";
  const again = <LinkButton href="/register">{t("toRegister")}</LinkButton>;
  return (
    <EntryFrame locales={locales}>
      <div role={practice !== null || isBroken ? "alert" : undefined} className="pt-8">
        {practice !== null ? (
          <StatePanel kind="empty" level={1} title={t("done")}>
            {t("doneWords", { practice })}
          </StatePanel>
        ) : isBroken ? (
          <StatePanel kind="error" level={1} title={t("broken")} actions={again}>
            {t("brokenWords")}
          </StatePanel>
        ) : error?.kind === "gone" ? (
          <StatePanel kind="ended" level={1} title={t("expired")} actions={again} />
        ) : (
          <StatePanel
            kind="empty"
            level={1}
            title={t("confirm")}
            actions={
              <PlainButton kind="filled" size="large" pending={isPending || token === null} onPress={() => void confirm()}>
                {t("confirmButton")}
              </PlainButton>
            }
          >
            {error === null ? t("confirmWords") : say(error)}
          </StatePanel>
        )}
      </div>
    </EntryFrame>
  );
}
