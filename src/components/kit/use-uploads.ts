"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useUnsaved } from "@/components/people/use-unsaved";
import type { ActorClaim } from "@/core/access/claim";
import type { DomainError } from "@/core/kit/errors";
import type { UploadedFile } from "@/room/send-file";
import { uploadFile, type UploadPurpose } from "@/room/upload-file";
import { useErrorWords } from "./use-error-words";

/** For what files are sent, and what happens to one that the server has taken. */
export interface UploadTarget {
  readonly purpose: UploadPurpose;
  /** For `document`: whose it is. */
  readonly patientId?: string;
  readonly as?: ActorClaim;
  readonly onKept: (file: UploadedFile) => void;
  /** Looks at a file on this device before anything of it is sent; words for what is wrong, or null. */
  readonly check?: (file: File, signal: AbortSignal) => Promise<string | null>;
}

/** A file that did not get through, and why. */
export interface FailedUpload {
  readonly id: string;
  readonly file: File;
  readonly words: string;
  /** It is no fault of the file: sending it once more may work. */
  readonly mayWork: boolean;
}

/** What the sender sees. */
export interface Uploads {
  readonly sending: { readonly name: string; readonly part: number; readonly waiting: number; /** The line is gone; sending waits for it. */ readonly isResting?: boolean } | null;
  readonly failed: readonly FailedUpload[];
  readonly kept: UploadedFile | null;
  readonly isStopped: boolean;
  /** Takes files, and sends one after the other. */
  readonly take: (files: readonly File[]) => void;
  /** Stops the one on its way, and leaves out those that wait. */
  readonly stop: () => void;
  readonly again: (failed: FailedUpload) => void;
  readonly drop: (failed: FailedUpload) => void;
}

const PASSING: readonly DomainError["kind"][] = ["unavailable", "rate_limited", "conflict"];

/** Sends files one after the other; what fails is kept at hand, to be sent once more. */
export function useUploads({ purpose, patientId, as, onKept, check }: UploadTarget): Uploads {
  const t = useTranslations("kit.file");
  const say = useErrorWords();
  const [sending, setSending] = useState<Uploads["sending"]>(null);
  const [failed, setFailed] = useState<readonly FailedUpload[]>([]);
  const [kept, setKept] = useState<UploadedFile | null>(null);
  const [isStopped, setStopped] = useState(false);
  const queue = useRef<File[]>([]);
  const underway = useRef<AbortController | null>(null);
  const stop = () => {
    queue.current = [];
    underway.current?.abort();
  };
  useEffect(() => stop, []);
  useUnsaved(sending !== null);

  const fail = (file: File, error: DomainError) => {
    const words = error.code === "kit.offline" ? t("broke") : say(error);
    setFailed((others) => [...others, { id: crypto.randomUUID(), file, words, mayWork: PASSING.includes(error.kind) }]);
  };
  const send = async (file: File, controller: AbortController) => {
    const onProgress = (part: number) => setSending({ name: file.name, part, waiting: queue.current.length });
    const onRest = (isResting: boolean) => setSending((now) => now && { ...now, isResting });
    onProgress(0);
    try {
      const wrong = (await check?.(file, controller.signal)) ?? null;
      if (wrong !== null) return setFailed((others) => [...others, { id: crypto.randomUUID(), file, words: wrong, mayWork: false }]);
      const result = await uploadFile(purpose, file, { patientId, as, onProgress, onRest, signal: controller.signal });
      if (!result.ok) return fail(file, result.error);
      setKept(result.value);
      onKept(result.value);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
      setStopped(true);
    }
  };
  const run = async () => {
    for (let file = queue.current.shift(); file !== undefined; file = queue.current.shift()) {
      const controller = new AbortController();
      underway.current = controller;
      await send(file, controller);
    }
    underway.current = null;
    setSending(null);
  };
  const take = (files: readonly File[]) => {
    if (files.length === 0) return;
    setKept(null);
    setStopped(false);
    queue.current.push(...files);
    if (underway.current === null) void run();
  };
  const drop = ({ id }: FailedUpload) => setFailed((others) => others.filter((each) => each.id !== id));
  const again = (one: FailedUpload) => {
    drop(one);
    take([one.file]);
  };
  return { sending, failed, kept, isStopped, take, stop, again, drop };
}
