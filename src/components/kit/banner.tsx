import type { ReactNode } from "react";
import { cx } from "./classes";
import { Icon, type IconName } from "./icon";

type BannerKind = "note" | "slow" | "urgent";

interface BannerProps {
  /** note: good to know. slow: not ready, slow. urgent: allergy, conflict, danger. */
  kind?: BannerKind;
  /** The fact, in a few words ("Slow internet."). */
  fact: ReactNode;
  /** What we did about it, or what to do. */
  children?: ReactNode;
  icon?: IconName;
  /** One button. */
  action?: ReactNode;
  /** Announce when it appears: "polite" for most, "assertive" for what can't wait. */
  live?: "off" | "polite" | "assertive";
  className?: string;
}

const ICONS: Record<BannerKind, IconName> = { note: "info", slow: "signal", urgent: "alert" };

/** Tint, icon, fact, what we did. */
export function Banner({ kind = "note", fact, children, icon = ICONS[kind], action, live = "off", className }: BannerProps) {
  return (
    <div
      className={cx("banner", `banner-${kind}`, className)}
      role={live === "off" ? undefined : live === "assertive" ? "alert" : "status"}
    >
      <Icon name={icon} />
      <p className="banner-words">
        <span className="banner-fact">{fact}</span>
        {children !== undefined && <> {children}</>}
      </p>
      {action}
    </div>
  );
}
