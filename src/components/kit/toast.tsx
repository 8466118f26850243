"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { createStore } from "@/room/store";
import { Icon } from "./icon";

export interface ToastWords {
  /** What is done ("Offered 14:50 to Bilal"). Never an error: those stay where they happened. */
  text: string;
  /** The way back, with its word. */
  undo?: { word: string; run: () => void };
}

interface ShownToast extends ToastWords {
  id: string;
}

const SHOWN_FOR_MS = 8000;
const none: readonly ShownToast[] = [];
const toasts = createStore(none);

/** Shows what is done for eight seconds, longer while somebody points at it or has focus in it. */
export function showToast(words: ToastWords): void {
  toasts.set([...toasts.get().slice(-2), { ...words, id: crypto.randomUUID() }]);
}

function closeToast(id: string): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

/** Once per page, in the layout. */
export function ToastRegion({ label, closeLabel }: { label: string; closeLabel: string }) {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.get, () => none);
  return (
    <section aria-label={label} aria-live="polite" className="toasts">
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </section>
  );
}

/** Calls `run` after the time, which stands still while the element is pointed at or holds focus. */
function holdable(element: HTMLElement, run: () => void): () => void {
  const abort = new AbortController();
  let timer = setTimeout(run, SHOWN_FOR_MS);
  const hold = () => clearTimeout(timer);
  const release = () => {
    clearTimeout(timer);
    timer = setTimeout(run, SHOWN_FOR_MS);
  };
  for (const event of ["pointerenter", "focusin"]) element.addEventListener(event, hold, { signal: abort.signal });
  for (const event of ["pointerleave", "focusout"]) element.addEventListener(event, release, { signal: abort.signal });
  return () => {
    clearTimeout(timer);
    abort.abort();
  };
}

function ToastCard({ toast, closeLabel }: { toast: ShownToast; closeLabel: string }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => (ref.current ? holdable(ref.current, () => closeToast(toast.id)) : undefined), [toast.id]);
  const { undo } = toast;
  return (
    <div ref={ref} className="toast">
      <p>{toast.text}</p>
      {undo && (
        <button
          type="button"
          className="btn btn-quiet"
          onClick={() => {
            undo.run();
            closeToast(toast.id);
          }}
        >
          {undo.word}
        </button>
      )}
      <button type="button" className="btn btn-icon" aria-label={closeLabel} onClick={() => closeToast(toast.id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
