import { useId, type ComponentProps, type ReactNode, type Ref } from "react";
import { cx } from "./classes";
import { Icon } from "./icon";

export interface FieldFrame {
  label: string;
  /** Shown below while there is no error. */
  help?: ReactNode;
  /** What is wrong, in words; also marks the control. */
  error?: string;
  /** The word for "may stay empty", beside the label. */
  optional?: string;
  /** Hides the label from sight where the place says it already; it is still read aloud. */
  labelHidden?: boolean;
  className?: string;
}

interface FieldShellProps extends FieldFrame {
  id: string;
  children: ReactNode;
}

/** Label above, control, help or error below. The parts find each other through `id`. */
export function FieldShell({ id, label, help, error, optional, labelHidden = false, className, children }: FieldShellProps) {
  return (
    <div className={cx("field", className)}>
      <label htmlFor={id} className={labelHidden ? "sr-only" : "field-label"}>
        {label}
        {optional !== undefined && <span className="field-optional"> ({optional})</span>}
      </label>
      {children}
      <FieldNote id={id} help={help} error={error} />
    </div>
  );
}

/** The line under a control. An error is announced as it appears. */
export function FieldNote({ id, help, error }: { id: string; help?: ReactNode; error?: string }) {
  return (
    <>
      {help !== undefined && error === undefined && (
        <p id={`${id}-help`} className="field-help">
          {help}
        </p>
      )}
      <div id={`${id}-error`} aria-live="polite" className={error === undefined ? "hidden" : "field-error"}>
        {error !== undefined && (
          <>
            <Icon name="error" />
            <span>{error}</span>
          </>
        )}
      </div>
    </>
  );
}

/** The attributes that tie a control to its note. */
export function fieldControlProps(id: string, { help, error }: Pick<FieldFrame, "help" | "error">) {
  return {
    id,
    "aria-invalid": error !== undefined || undefined,
    "aria-describedby": error !== undefined ? `${id}-error` : help !== undefined ? `${id}-help` : undefined,
  } as const;
}

interface ControlProps<E extends HTMLElement> extends FieldFrame {
  name?: string;
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  required?: boolean;
  disabled?: boolean;
  autoComplete?: string;
  autoFocus?: boolean;
  size?: "regular" | "large";
  ref?: Ref<E>;
}

interface TextFieldProps extends ControlProps<HTMLInputElement> {
  type?: "text" | "email" | "password" | "tel" | "search" | "url";
  inputMode?: ComponentProps<"input">["inputMode"];
  maxLength?: number;
  placeholder?: string;
  readOnly?: boolean;
  /** Names and codes must not be "corrected" by a keyboard. */
  spellCheck?: boolean;
  dir?: "auto" | "ltr" | "rtl";
}

/** One line of text, without React Aria. */
export function TextField(props: TextFieldProps) {
  const { label, help, error, optional, labelHidden, className, size, onChange, required, type = "text", ...input } = props;
  const id = useId();
  return (
    <FieldShell {...{ id, label, help, error, optional, labelHidden, className }}>
      <input
        {...input}
        {...fieldControlProps(id, { help, error })}
        type={type}
        aria-required={required}
        className={cx("field-box", size === "large" && "field-large")}
        onChange={onChange && ((event) => onChange(event.target.value))}
      />
    </FieldShell>
  );
}

interface TextAreaProps extends ControlProps<HTMLTextAreaElement> {
  rows?: number;
  maxLength?: number;
  placeholder?: string;
}

/** Several lines; grows with its text. */
export function TextArea(props: TextAreaProps) {
  const { label, help, error, optional, labelHidden, className, size, onChange, required, rows = 3, ...input } = props;
  const id = useId();
  return (
    <FieldShell {...{ id, label, help, error, optional, labelHidden, className }}>
      <textarea
        {...input}
        {...fieldControlProps(id, { help, error })}
        rows={rows}
        aria-required={required}
        className={cx("field-box", size === "large" && "field-large")}
        onChange={onChange && ((event) => onChange(event.target.value))}
      />
    </FieldShell>
  );
}

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

interface SelectFieldProps extends ControlProps<HTMLSelectElement> {
  options: readonly SelectOption[];
  /** The first, empty line ("Choose a visit"). */
  empty?: string;
}

/** A choice from a short list, with the device's own picker. */
export function SelectField(props: SelectFieldProps) {
  const { label, help, error, optional, labelHidden, className, size, onChange, required, options, empty, ...input } = props;
  const id = useId();
  return (
    <FieldShell {...{ id, label, help, error, optional, labelHidden, className }}>
      <div className="field-select">
        <select
          {...input}
          {...fieldControlProps(id, { help, error })}
          aria-required={required}
          className={cx("field-box", size === "large" && "field-large")}
          onChange={onChange && ((event) => onChange(event.target.value))}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </div>
    </FieldShell>
  );
}
