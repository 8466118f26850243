"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { usePending } from "@/components/access/use-pending";
import { Banner } from "@/components/kit/banner";
import { ConfirmDialog } from "@/components/kit/confirm-dialog";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { Holds } from "@/core/record/retention-views";
import { callCommand } from "@/room/api";

type Hold = Holds["holds"][number];

/** The holds that stand, each with its reason; an admin lifts them. */
export function HoldList({ holds, mayLift }: { holds: readonly Hold[]; mayLift: boolean }) {
  const t = useTranslations("retention.holds");
  const format = useFormatter();
  const say = useErrorWords();
  const router = useRouter();
  const { isPending, error, run } = usePending();
  const [asked, setAsked] = useState<Hold | null>(null);
  const lift = async ({ holdId }: Hold) => {
    setAsked(null);
    if ((await run(() => callCommand<{ holdId: string }, object>("retention/lift-hold", { holdId }))) === null) return;
    announce(t("lifted"));
    router.refresh();
  };
  if (holds.length === 0) return <p className="text-ink2">{t("empty")}</p>;
  return (
    <>
      {error !== null && <Banner kind="urgent" fact={say(error)} live="assertive" />}
      <ul className="border-b border-rule">
        {holds.map((hold) => (
          <Row
            as="li"
            key={hold.holdId}
            title={<bdi>{hold.name}</bdi>}
            note={t("note", { by: hold.placedBy, date: format.dateTime(hold.placedAtMs, "moment"), words: hold.words })}
            end={
              mayLift ? (
                <PlainButton pending={isPending} aria-label={t("liftNamed", { name: hold.name })} onPress={() => setAsked(hold)}>
                  {t("lift")}
                </PlainButton>
              ) : undefined
            }
          />
        ))}
      </ul>
      <ConfirmDialog
        title={t("liftTitle", { name: asked?.name ?? "" })}
        yes={t("lift")}
        no={t("cancel")}
        isOpen={asked !== null}
        onYes={() => asked !== null && void lift(asked)}
        onNo={() => setAsked(null)}
      >
        {t("liftWords")}
      </ConfirmDialog>
    </>
  );
}
