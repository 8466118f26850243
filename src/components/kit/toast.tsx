"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { Icon } from "./icon";

export interface ToastWords {
  /** What is done ("Offered 14:50 to Bilal"). Never an error: those stay where they happened. */
  text: string;
  /** The way back, with its word. */
  undo?: { word: string; run: () => void };
}

interface ShownToast extends ToastWords {
  id: number;
}

const SHOWN_FOR_MS = 8000;

let toasts: readonly ShownToast[] = [];
let lastId = 0;
const none: readonly ShownToast[] = [];
const listeners = new Set<() => void>();

function change(next: readonly ShownToast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows what is done for eight seconds, longer while somebody points at it or has focus in it. */
export function showToast(words: ToastWords): void {
  lastId += 1;
  change([...toasts.slice(-2), { ...words, id: lastId }]);
}

function closeToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Once per page, in the layout. */
export function ToastRegion({ label, closeLabel }: { label: string; closeLabel: string }) {
  const shown = useSyncExternalStore(subscribe, () => toasts, () => none);
  return (
    <section aria-label={label} aria-live="polite" className="toasts">
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </section>
  );
}

function ToastCard({ toast, closeLabel }: { toast: ShownToast; closeLabel: string }) {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => closeToast(toast.id), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [isHeld, toast.id]);
  const { undo } = toast;
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
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
