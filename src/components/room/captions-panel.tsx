"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { TextField } from "@/components/kit/field";
import { IconButton } from "@/components/kit/icon-button";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { showToast } from "@/components/kit/toast";
import { MAX_CAPTION_LENGTH } from "@/core/room/limits";
import type { Captions } from "@/room/captions/captions";
import { chooseMode, effectiveMode, type CaptionsMode, type CaptionsModeProps } from "./captions-mode";
import { isTyping } from "./use-media-keys";
import { useStore } from "./use-store";
import "./captions.css";

interface CaptionsPanelProps extends CaptionsModeProps {
  captions: Captions;
  /** Pixels at the foot that the phone's sheet covers. */
  footPx: number;
}

/** What is typed in the room, line by line, and the line to type. Rules CAP-1 to CAP-6. */
export function CaptionsPanel({ captions, mode: chosen, onMode: onChosen, footPx }: CaptionsPanelProps) {
  const t = useTranslations("room.captions");
  const lines = useStore(captions.lines);
  const mode = effectiveMode(chosen);
  const onMode = useCallback((next: CaptionsMode) => chooseMode(next, onChosen), [onChosen]);
  useCaptionsKey(mode, onMode);
  useOffer(captions, mode, onMode);
  const list = useRef<HTMLOListElement>(null);
  // Whoever looked back stays there; everybody else sees the newest line.
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (isAtEnd.current && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [lines]);
  const close = useCallback(() => onMode("shown"), [onMode]);
  if (mode === "off") return null;
  return (
    <section className="captions" aria-label={t("title")} style={{ "--captions-foot": `${footPx}px` } as React.CSSProperties}>
      {lines.length === 0 ? (
        <p className="captions-line">{t("none")}</p>
      ) : (
        <ol
          ref={list}
          className="captions-lines"
          tabIndex={0}
          aria-label={t("lines")}
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            isAtEnd.current = scrollHeight - scrollTop - clientHeight < 8;
          }}
        >
          {lines.map(({ key, name, isSelf, text, done }) => (
            <li key={key} className="captions-line" data-done={done}>
              <bdi className="captions-name">{isSelf ? t("you") : name}</bdi> <bdi>{text}</bdi>
            </li>
          ))}
        </ol>
      )}
      {mode === "typing" ? (
        <CaptionsForm captions={captions} onClose={close} />
      ) : (
        <div className="captions-foot">
          <PlainButton kind="text" icon="captions" onPress={() => onMode("typing")}>
            {t("type")}
          </PlainButton>
          <IconButton icon="close" label={t("hide")} onPress={() => onMode("off")} className="ms-auto" />
        </div>
      )}
    </section>
  );
}

function CaptionsForm({ captions, onClose }: { captions: Captions; onClose: () => void }) {
  const t = useTranslations("room.captions");
  const isHeldUp = useStore(captions.isHeldUp);
  // How it works is said until the first line was ended: on a phone every row counts.
  const knowsHow = useStore(captions.lines).some(({ isSelf, done }) => isSelf && done);
  const [text, setText] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const finish = useCallback(() => {
    captions.finish();
    setText("");
  }, [captions]);
  const close = useCallback(() => {
    finish();
    onClose();
  }, [finish, onClose]);
  useEffect(() => {
    const element = form.current;
    const onKey = (event: KeyboardEvent): void => void (event.key === "Escape" && close());
    element?.addEventListener("keydown", onKey);
    return () => element?.removeEventListener("keydown", onKey);
  }, [close]);
  return (
    <form
      ref={form}
      className="captions-form"
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
    >
      <TextField
        className="min-w-0 flex-1"
        label={t("line")}
        help={isHeldUp || knowsHow ? undefined : t("help")}
        error={isHeldUp ? t("heldUp") : undefined}
        value={text}
        maxLength={MAX_CAPTION_LENGTH}
        autoComplete="off"
        onChange={(next) => {
          setText(next);
          captions.type(next);
        }}
      />
      <div className="captions-acts">
        <PlainButton type="submit">{t("next")}</PlainButton>
        <IconButton icon="close" label={t("stop")} onPress={close} />
      </div>
    </form>
  );
}

/** C shows captions or takes them away; never while somebody types. */
function useCaptionsKey(mode: CaptionsMode, onMode: (mode: CaptionsMode) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (event.key.toLowerCase() !== "c" || document.querySelector("dialog[open]") !== null) return;
      onMode(mode === "off" ? "shown" : "off");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [mode, onMode]);
}

/** Reads ended lines to screen readers where captions show; where not, says once that somebody types them (CAP-6). */
function useOffer(captions: Captions, mode: CaptionsMode, onMode: (mode: CaptionsMode) => void): void {
  const t = useTranslations("room.captions");
  const lines = useStore(captions.lines);
  const told = useRef<string | null>(null);
  const wasOffered = useRef(false);
  useEffect(() => {
    const latest = lines.findLast(({ isSelf }) => !isSelf);
    if (latest === undefined) return;
    if (mode === "off") {
      if (!wasOffered.current) showToast({ text: t("offer", { name: latest.name }), undo: { word: t("show"), run: () => onMode("shown") } });
      wasOffered.current = true;
      return;
    }
    if (!latest.done || told.current === latest.key) return;
    told.current = latest.key;
    announce(t("said", { name: latest.name, text: latest.text }));
  }, [lines, mode, onMode, t]);
}
