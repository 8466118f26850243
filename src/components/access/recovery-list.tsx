"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Banner } from "@/components/kit/banner";
import { ConfirmDialog } from "@/components/kit/confirm-dialog";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { EmptyState } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import { callCommand } from "@/room/api";
import { usePending } from "./use-pending";
import { useStepUp } from "./use-step-up";

/** A colleague who asks to be vouched for. */
export interface RecoveryLine {
  readonly recoveryId: string;
  readonly name: string;
  readonly email: string;
  readonly state: "asked" | "waiting" | "ready";
  readonly requestedAtMs: number;
  readonly readyAtMs: number | null;
  readonly isOwn: boolean;
}

/** Requests that stand, each with a vouch or a stop. */
export function RecoveryList({ recoveries }: { recoveries: readonly RecoveryLine[] }) {
  const t = useTranslations("access.recoveries");
  const format = useFormatter();
  const say = useErrorWords();
  const router = useRouter();
  const step = useStepUp();
  const { isPending, error, run } = usePending();
  const [asked, setAsked] = useState<RecoveryLine | null>(null);
  const [, refresh] = useTransition();
  const send = async (command: "access/vouch-recovery" | "access/stop-recovery", line: RecoveryLine, words: string) => {
    setAsked(null);
    const done = await run(() => step.run(() => callCommand(command, { recoveryId: line.recoveryId })));
    if (done === null) return;
    announce(words);
    refresh(() => router.refresh());
  };
  const noteOf = (line: RecoveryLine) => {
    if (line.isOwn) return t("own");
    if (line.state === "asked") return `${line.email}. ${t("asked", { when: format.dateTime(line.requestedAtMs, "moment") })}`;
    return line.state === "ready" ? t("ready") : t("waiting", { when: format.dateTime(line.readyAtMs ?? 0, "moment") });
  };
  if (recoveries.length === 0) return <EmptyState className="mt-8" title={t("empty")} />;
  return (
    <>
      {error !== null && <Banner className="mt-6" kind="urgent" fact={say(error)} live="assertive" />}
      <ul className="mt-6 border-b border-rule">
        {recoveries.map((line) => (
          <Row
            as="li"
            key={line.recoveryId}
            title={line.name}
            note={noteOf(line)}
            end={
              <>
                {line.state === "asked" && !line.isOwn && (
                  <PlainButton pending={isPending} aria-label={t("vouchNamed", { name: line.name })} onPress={() => setAsked(line)}>
                    {t("vouch")}
                  </PlainButton>
                )}
                <PlainButton kind="text" pending={isPending} aria-label={t("refuseNamed", { name: line.name })} onPress={() => void send("access/stop-recovery", line, t("stopped"))}>
                  {t("refuse")}
                </PlainButton>
              </>
            }
          />
        ))}
      </ul>
      <ConfirmDialog
        title={t("vouchTitle", { name: asked?.name ?? "" })}
        yes={t("vouch")}
        no={t("cancel")}
        isOpen={asked !== null}
        onYes={() => asked !== null && void send("access/vouch-recovery", asked, t("vouched"))}
        onNo={() => setAsked(null)}
      >
        {t("vouchWords", { name: asked?.name ?? "" })}
      </ConfirmDialog>
      {step.dialog}
    </>
  );
}
