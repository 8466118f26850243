import { cx } from "./classes";
import { ICON_PATHS, TURNING_ICONS, type IconName } from "./icon-paths";

export type { IconName };

interface IconProps {
  name: IconName;
  /** 17, 20 or 22 px. */
  size?: "small" | "regular" | "large";
  className?: string;
}

/** A drawn sign. It never stands alone: the word beside it or the control's label says what it means. */
export function Icon({ name, size = "regular", className }: IconProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
      className={cx(
        "icon",
        size === "small" && "icon-small",
        size === "large" && "icon-large",
        TURNING_ICONS.has(name) && "icon-turns",
        className,
      )}
    >
      {ICON_PATHS[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
