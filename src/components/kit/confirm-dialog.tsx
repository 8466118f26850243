"use client";

import type { ReactNode } from "react";
import { PlainButton } from "./plain-button";
import { PlainDialog } from "./plain-dialog";

interface ConfirmDialogProps {
  /** A question. */
  title: string;
  /** What follows from a yes. */
  children: ReactNode;
  /** The two answers; each says what it does. */
  yes: string;
  no: string;
  /** Something is lost by a yes. */
  isGrave?: boolean;
  isPending?: boolean;
  isOpen: boolean;
  onYes: () => void;
  /** Called by Escape, too. */
  onNo: () => void;
}

/** Asks before something is done that a person may not want: the way back first, then the deed. */
export function ConfirmDialog({ title, children, yes, no, isGrave = false, isPending = false, isOpen, onYes, onNo }: ConfirmDialogProps) {
  return (
    <PlainDialog
      title={title}
      isOpen={isOpen}
      onClose={onNo}
      actions={
        <>
          <PlainButton kind="text" onPress={onNo}>
            {no}
          </PlainButton>
          <PlainButton kind={isGrave ? "danger" : "filled"} pending={isPending} onPress={onYes}>
            {yes}
          </PlainButton>
        </>
      }
    >
      {children}
    </PlainDialog>
  );
}
