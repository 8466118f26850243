"use client";

import type { ReactNode } from "react";
import { Dialog as AriaDialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { cx } from "./classes";
import { useSurface } from "./surface";

export { DialogTrigger };

interface DialogProps {
  /** A question, or the name of what is asked for. */
  title: string;
  children?: ReactNode | ((close: () => void) => ReactNode);
  /** Buttons that answer the title ("End for everyone", "Stay"). */
  actions?: (close: () => void) => ReactNode;
  wide?: boolean;
  /** For a question that must be answered by a button. */
  role?: "dialog" | "alertdialog";
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

/** Asks in its title, answers on its buttons. Inside a `DialogTrigger`, or with `isOpen`. */
export function Dialog({ title, children, actions, wide = false, role = "dialog", isOpen, onOpenChange }: DialogProps) {
  const surface = useSurface();
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={onOpenChange} isDismissable={role === "dialog"}>
      <Modal data-surface={surface} className={cx("dialog", wide && "dialog-wide")}>
        <AriaDialog role={role}>
          {({ close }) => (
            <>
              <Heading slot="title" className="dialog-title">
                {title}
              </Heading>
              {children !== undefined && (
                <div className="dialog-words">{typeof children === "function" ? children(close) : children}</div>
              )}
              {actions && <div className="dialog-actions">{actions(close)}</div>}
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
