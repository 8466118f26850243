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
  /** Beside what is there where the window is wide enough, and not over it. */
  isBeside: boolean;
  onClose: () => void;
}

/** Where it hurts, over the whole screen or beside the scene; below, everything goes on. */
export function PainDialog({ visitId, as, isPainter, isBeside, onClose }: PainDialogProps) {
  const t = useTranslations("pain");
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null || dialog.open) return;
    if (!isBeside || !window.matchMedia("(width >= 48rem)").matches) return dialog.showModal();
    dialog.dataset.beside = "";
    dialog.show();
    // Only a modal dialog hears Escape by itself.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && dialog.contains(document.activeElement)) dialog.close();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [isBeside]);
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
