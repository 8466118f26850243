"use client";

import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { buttonClass, type ButtonLook } from "./classes";
import { Icon, type IconName } from "./icon";

interface ButtonProps extends ButtonLook, Omit<AriaButtonProps, "children" | "className" | "isPending" | "isDisabled" | "style"> {
  children: ReactNode;
  icon?: IconName;
  /** Why the action is not ready ("1 thing open"): shown in the label; the button stays focusable. */
  unready?: string;
  /** The action runs: it keeps its place and its word, and a second press does nothing. */
  pending?: boolean;
  className?: string;
}

/** The button of the portal. As a trigger it opens menus and dialogs of this kit. */
export function Button({ children, icon, unready, pending = false, kind, size, wide, className, onPress, type, ...rest }: ButtonProps) {
  const isBlocked = pending || unready !== undefined;
  return (
    <AriaButton
      {...rest}
      type={isBlocked ? "button" : type}
      aria-disabled={isBlocked || undefined}
      data-busy={pending || undefined}
      className={buttonClass({ kind, size, wide }, className)}
      onPress={isBlocked ? undefined : onPress}
    >
      {icon && <Icon name={icon} />}
      <span>
        {children}
        {unready !== undefined && `, ${unready}`}
      </span>
    </AriaButton>
  );
}
