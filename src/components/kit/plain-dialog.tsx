"use client";

import { useEffect, useId, useRef, type ReactNode } from "react";

interface PlainDialogProps {
  title: string;
  children?: ReactNode;
  actions: ReactNode;
  isOpen: boolean;
  /** Called by Escape, too. */
  onClose: () => void;
}

/** The browser's own modal dialog, for pages without React Aria. Looks as `Dialog` does. */
export function PlainDialog({ title, children, actions, isOpen, onClose }: PlainDialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);
  return (
    <dialog ref={ref} className="dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id} className="dialog-title">
        {title}
      </h2>
      {children !== undefined && <div className="dialog-words">{children}</div>}
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
