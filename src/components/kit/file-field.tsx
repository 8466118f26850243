"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, type ChangeEvent } from "react";
import type { ActorClaim } from "@/core/access/claim";
import { ACCEPTED, uploadFile, type UploadedFile, type UploadPurpose } from "@/room/upload-file";
import { cx } from "./classes";
import { FieldShell, fieldControlProps, type FieldFrame } from "./field";
import { PlainButton } from "./plain-button";
import { useErrorWords } from "./use-error-words";

interface FileFieldProps extends Omit<FieldFrame, "error"> {
  purpose: UploadPurpose;
  /** For `document`: whose it is. */
  patientId?: string;
  as?: ActorClaim;
  /** The server has taken it. */
  onKept: (file: UploadedFile) => void;
  disabled?: boolean;
}

type State =
  | { readonly kind: "idle" | "stopped" }
  | { readonly kind: "sending"; readonly name: string; readonly part: number }
  | { readonly kind: "failed"; readonly words: string }
  | { readonly kind: "kept"; readonly file: UploadedFile };

/**
 * Takes a file and sends it at once, with the device's own picker (which also takes what is dropped on it).
 * Shows how far it is, can be stopped, and says what was wrong. Needs the `kit` and `errors` namespaces.
 */
export function FileField({ purpose, patientId, as, onKept, disabled, ...frame }: FileFieldProps) {
  const t = useTranslations("kit.file");
  const say = useErrorWords();
  const id = useId();
  const [state, setState] = useState<State>({ kind: "idle" });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (file === undefined) return;
    const controller = new AbortController();
    stop.current = controller;
    setState({ kind: "sending", name: file.name, part: 0 });
    try {
      const onProgress = (part: number) => setState({ kind: "sending", name: file.name, part });
      const result = await uploadFile(purpose, file, { patientId, as, onProgress, signal: controller.signal });
      setState(result.ok ? { kind: "kept", file: result.value } : { kind: "failed", words: say(result.error) });
      if (result.ok) onKept(result.value);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
      setState({ kind: "stopped" });
    } finally {
      stop.current = null;
      // The same file may be taken again after it was mended.
      target.value = "";
    }
  };

  const error = state.kind === "failed" ? state.words : undefined;
  const isSending = state.kind === "sending";
  return (
    <FieldShell {...frame} id={id} error={error}>
      <input
        {...fieldControlProps(id, { help: frame.help, error })}
        type="file"
        accept={ACCEPTED[purpose]}
        disabled={disabled === true || isSending}
        onChange={(event) => void take(event)}
        className={cx("field-box field-file", isSending && "hidden")}
      />
      {isSending && <Sending name={state.name} part={state.part} onStop={() => stop.current?.abort()} />}
      <p role="status" className={cx("text-small text-ink2", state.kind !== "kept" && state.kind !== "stopped" && "sr-only")}>
        {state.kind === "kept" && t(state.file.renamed ? "renamed" : "kept", { name: state.file.name })}
        {state.kind === "stopped" && t("stopped")}
      </p>
    </FieldShell>
  );
}

function Sending({ name, part, onStop }: { name: string; part: number; onStop: () => void }) {
  const t = useTranslations("kit.file");
  const words = part < 1 ? t("sending", { name, percent: Math.floor(part * 100) }) : t("checking", { name });
  return (
    <div className="field-box flex-wrap py-2">
      <div className="grid min-w-[9rem] flex-1 gap-1">
        <bdi className="truncate text-small">{words}</bdi>
        <progress aria-label={words} max={1} value={part < 1 ? part : undefined} className="field-progress" />
      </div>
      <PlainButton kind="quiet" onPress={onStop}>
        {t("cancel")}
      </PlainButton>
    </div>
  );
}
