"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, type SyntheticEvent } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import type { ActorClaim } from "@/core/access/claim";
import type { VisitId } from "@/core/kit/ids";
import { PainPanel } from "./pain-panel";
import "./pain.css";

interface PainDialogProps {
  visitId: VisitId;
  as?: ActorClaim;
  /** Whoever paints is asked; whoever reads is told. */
  isPainter: boolean;
  onClose: () => void;
}

/** The whole screen for where it hurts; below, everything goes on. */
export function PainDialog({ visitId, as, isPainter, onClose }: PainDialogProps) {
  const t = useTranslations("pain");
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (ref.current?.open === false) ref.current.showModal();
  }, []);
  const closed = (event: SyntheticEvent): void => {
    if (event.target === event.currentTarget) onClose();
  };
  return (
    <dialog ref={ref} className="pain-dialog" aria-labelledby="pain-title" onClose={closed}>
      <header className="pain-head">
        <div>
          <h2 id="pain-title" className="text-h2">
            {t(isPainter ? "title" : "read.title")}
          </h2>
          {isPainter && <p className="text-small text-ink2">{t("lead")}</p>}
        </div>
        <PlainButton kind={isPainter ? "filled" : "bordered"} onPress={() => ref.current?.close()}>
          {t(isPainter ? "done" : "close")}
        </PlainButton>
      </header>
      <PainPanel visitId={visitId} as={as} />
    </dialog>
  );
}
