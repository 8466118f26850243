"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, type ReactNode, type SyntheticEvent } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { Surface } from "@/components/kit/surface";
import "./replay.css";

interface ReplayDialogProps {
  readonly isOpen: boolean;
  /** Called by Escape, too. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The whole screen for looking at a visit again, over the note that stays as it is. */
export function ReplayDialog({ isOpen, onClose, children }: ReplayDialogProps) {
  const t = useTranslations("replay");
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (isOpen && dialog?.open === false) dialog.showModal();
    if (!isOpen && dialog?.open === true) dialog.close();
  }, [isOpen]);
  // React passes on that a dialog inside this one closed: the replay stays.
  const closed = (event: SyntheticEvent): void => {
    if (event.target === event.currentTarget) onClose();
  };
  return (
    <dialog ref={ref} className="replay" aria-labelledby="replay-title" onClose={closed}>
      <Surface name="room" className="replay-surface">
        <header className="flex items-center justify-between gap-3 px-4 py-2">
          <h2 id="replay-title" className="text-h3">
            {t("title")}
          </h2>
          <PlainButton icon="close" onPress={onClose}>
            {t("close")}
          </PlainButton>
        </header>
        {isOpen && children}
      </Surface>
    </dialog>
  );
}
