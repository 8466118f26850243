"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import type { ActorClaim } from "@/core/access/actor";
import type { ViewId, VisitId } from "@/core/kit/ids";
import type { KeepViewInput, PictureType, ViewRegisters } from "@/core/record/views";
import { announce } from "@/components/kit/live-region";
import { TextField } from "@/components/kit/field";
import { Icon } from "@/components/kit/icon";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { callCommand } from "@/room/api";

/** The scene at one moment, as it will be kept. */
export interface CapturedView {
  readonly registers: ViewRegisters;
  readonly pictureType: PictureType;
  readonly picture: Blob;
  /** On looking back: the moment that it shows, epoch ms. */
  readonly momentMs?: number;
}

interface KeepViewProps {
  visitId: VisitId;
  as?: ActorClaim;
  /** The number that the next view gets in its default name. */
  nextNumber: number;
  /** Takes the picture; null when the scene isn't drawn. */
  capture: () => Promise<CapturedView | null>;
  className?: string;
  /** What the button says, where it keeps something else than the scene as it stands. */
  word?: string;
  /** Hears of what was kept, and says so; without it the page's foot does. */
  onKept?: (label: string) => void;
}

interface Pending extends CapturedView {
  readonly viewId: ViewId;
  readonly pictureUrl: string;
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = "";
  const chunk = 0x8000;
  for (let at = 0; at < bytes.length; at += chunk) binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(binary);
}

/** Keeps the scene as it stands for the note and the patient, after asking for a name. */
export function KeepView({ visitId, as, nextNumber, capture, className, word, onKept }: KeepViewProps) {
  const t = useTranslations("record.keep");
  const say = useErrorWords();
  const [pending, setPending] = useState<Pending | null>(null);
  const [label, setLabel] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(undefined);

  async function begin() {
    const view = await capture();
    if (view === null) return announce(t("noPicture"), { urgent: true });
    setLabel(t("labelDefault", { number: nextNumber }));
    setProblem(undefined);
    setPending({ ...view, viewId: crypto.randomUUID() as ViewId, pictureUrl: URL.createObjectURL(view.picture) });
  }

  function close() {
    if (pending !== null) URL.revokeObjectURL(pending.pictureUrl);
    setPending(null);
  }

  async function keep(event: FormEvent) {
    event.preventDefault();
    if (pending === null || isSending) return;
    setSending(true);
    const { viewId, registers, pictureType, picture, momentMs } = pending;
    const input = { viewId, visitId, label, registers, pictureType, pictureBase64: await toBase64(picture), ...(momentMs === undefined ? {} : { momentMs }) };
    const answer = await callCommand<KeepViewInput, unknown>("record/keep-view", input, { as, idempotencyKey: viewId });
    setSending(false);
    if (!answer.ok) return setProblem(say(answer.error, "label"));
    close();
    if (onKept) onKept(label);
    else showToast({ text: t("kept", { label }) });
  }

  return (
    <>
      <button type="button" className={className ?? "tool"} onClick={() => void begin()}>
        <Icon name="view" />
        {word ?? t("button")}
      </button>
      <PlainDialog title={t("title")} isOpen={pending !== null} onClose={close} actions={null}>
        {pending !== null && (
          <form className="grid gap-4" onSubmit={(event) => void keep(event)} noValidate>
            <img src={pending.pictureUrl} alt={t("picture")} className="aspect-video w-full rounded-picture bg-scene object-cover" />
            <TextField label={t("label")} value={label} maxLength={120} error={problem} onChange={setLabel} autoFocus />
            <div className="flex flex-wrap justify-end gap-2">
              <PlainButton onPress={close}>{t("cancel")}</PlainButton>
              <PlainButton type="submit" kind="filled" pending={isSending}>
                {t("keep")}
              </PlainButton>
            </div>
          </form>
        )}
      </PlainDialog>
    </>
  );
}
