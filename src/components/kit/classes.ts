/** Joins class names, leaving out what is false or absent. */
export function cx(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}

export type ButtonKind = "filled" | "bordered" | "text" | "quiet" | "danger";

export interface ButtonLook {
  /** One filled button in a view. `quiet` is ink without a border, for the third choice. */
  kind?: ButtonKind;
  /** `large` is the main action on a phone, 52 px. */
  size?: "regular" | "large";
  /** Takes the whole width. */
  wide?: boolean;
}

const KINDS: Record<ButtonKind, string> = {
  filled: "btn-filled",
  bordered: "",
  text: "btn-text",
  quiet: "btn-quiet",
  danger: "btn-danger",
};

/** The look of a button, for whatever element it is on: `<button>`, `<a>`, `<summary>`, `<label>`. */
export function buttonClass(look: ButtonLook = {}, more?: string): string {
  const { kind = "bordered", size = "regular", wide = false } = look;
  return cx("btn", KINDS[kind], size === "large" && "btn-large", wide && "btn-wide", more);
}
