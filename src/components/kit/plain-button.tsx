import Link from "next/link";
import type { ComponentProps, ReactNode, Ref } from "react";
import { buttonClass, type ButtonLook } from "./classes";
import { Icon, type IconName } from "./icon";

interface PlainButtonProps extends ButtonLook {
  children: ReactNode;
  icon?: IconName;
  type?: "button" | "submit";
  /** Why the action is not ready ("1 thing open"): shown in the label; the button stays focusable. */
  unready?: string;
  /** The action runs: it keeps its place and its word, and a second press does nothing. */
  pending?: boolean;
  onPress?: () => void;
  className?: string;
  name?: string;
  value?: string;
  ref?: Ref<HTMLButtonElement>;
  "aria-label"?: string;
  "aria-expanded"?: boolean;
  "aria-controls"?: string;
  "aria-describedby"?: string;
  autoFocus?: boolean;
}

/** A button without React Aria, for pages that must stay light. Looks as `Button` does. */
export function PlainButton(props: PlainButtonProps) {
  const { children, icon, type = "button", unready, pending = false, onPress, className, kind, size, wide, ref, ...rest } = props;
  const isBlocked = pending || unready !== undefined;
  return (
    <button
      {...rest}
      ref={ref}
      type={isBlocked ? "button" : type}
      aria-disabled={isBlocked || undefined}
      data-busy={pending || undefined}
      className={buttonClass({ kind, size, wide }, className)}
      onClick={isBlocked ? undefined : onPress}
    >
      {icon && <Icon name={icon} />}
      <span>
        {children}
        {unready !== undefined && `, ${unready}`}
      </span>
    </button>
  );
}

interface LinkButtonProps extends ButtonLook {
  href: string;
  children: ReactNode;
  icon?: IconName;
  className?: string;
  /** Links to health records are not fetched ahead. */
  prefetch?: boolean;
  target?: ComponentProps<"a">["target"];
}

/** A link that looks like a button: it goes somewhere instead of doing something. */
export function LinkButton({ href, children, icon, className, prefetch = false, target, ...look }: LinkButtonProps) {
  const content = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  );
  const looks = buttonClass(look, className);
  // tel: and mailto: are for the device, not for the router.
  if (/^[a-z]+:/.test(href)) {
    return (
      <a href={href} className={looks} target={target}>
        {content}
      </a>
    );
  }
  return (
    <Link href={href} prefetch={prefetch ? null : false} className={looks} target={target}>
      {content}
    </Link>
  );
}
