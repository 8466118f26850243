import type { Ref } from "react";
import { cx } from "./classes";
import { Icon, type IconName } from "./icon";

/** The signs that everybody reads alone; every other icon carries its word. */
type LoneIcon = "mic" | "mic-off" | "camera" | "camera-off" | "search" | "close" | "message" | "help" | "captions" | "chevron-start" | "chevron-end" | "more";

interface IconButtonProps {
  icon: LoneIcon;
  /** Read aloud, and shown on hover. */
  label: string;
  onPress?: () => void;
  pressed?: boolean;
  bordered?: boolean;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A square button with one of the few signs that need no word. */
export function IconButton({ icon, label, onPress, pressed, bordered = false, className, ref }: IconButtonProps) {
  return (
    <button
      ref={ref}
      type="button"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onPress}
      className={cx("btn", bordered ? "btn-icon-bordered" : "btn-icon", className)}
    >
      <Icon name={icon} size="large" />
    </button>
  );
}

interface ToolButtonProps {
  icon: IconName;
  /** The visible word under the icon. */
  word: string;
  onPress?: () => void;
  /** For a tool that is on or off. Leave it out for one that acts at once. */
  pressed?: boolean;
  /** Something is switched off that people may expect on: microphone, camera. */
  off?: boolean;
  /** Why it can't be used now; it stays focusable and says so. */
  unready?: string;
  /** More to say than the word, for a screen reader ("Mute my microphone"). */
  label?: string;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** Icon above its word, 60 px: tool rails and the call bar. */
export function ToolButton({ icon, word, onPress, pressed, off = false, unready, label, className, ref }: ToolButtonProps) {
  return (
    <button
      ref={ref}
      type="button"
      aria-pressed={pressed}
      aria-disabled={unready !== undefined || undefined}
      aria-label={unready === undefined ? label : `${label ?? word}, ${unready}`}
      title={unready}
      data-off={off || undefined}
      onClick={unready === undefined ? onPress : undefined}
      className={cx("tool", className)}
    >
      <Icon name={icon} size="large" />
      <span>{word}</span>
    </button>
  );
}
