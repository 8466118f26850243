import { useId, type ReactNode } from "react";
import { cx } from "./classes";
import { FieldNote } from "./field";

interface ChoiceProps {
  title: ReactNode;
  /** The second line. */
  note?: ReactNode;
  name?: string;
  value?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  onChange?: (checked: boolean) => void;
  error?: string;
  required?: boolean;
  /** One of several instead of yes or no. */
  kind?: "checkbox" | "radio";
  /** Body weight instead of a title's. */
  light?: boolean;
  className?: string;
}

/** A box to tick, or one of several, with its whole row as the target. */
export function Choice(props: ChoiceProps) {
  const { title, note, error, kind = "checkbox", onChange, light = false, className, required, ...input } = props;
  const id = useId();
  return (
    <div className={className}>
      <label className="choice" htmlFor={id}>
        <input
          {...input}
          id={id}
          type={kind}
          aria-required={kind === "checkbox" ? required : undefined}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={cx(note !== undefined && `${id}-note`, error !== undefined && `${id}-error`) || undefined}
          className="choice-box"
          onChange={onChange && ((event) => onChange(event.target.checked))}
        />
        <span className={cx("choice-title", light && "choice-title-light")}>{title}</span>
        {note !== undefined && (
          <span id={`${id}-note`} className="choice-note col-start-2">
            {note}
          </span>
        )}
      </label>
      <FieldNote id={id} error={error} />
    </div>
  );
}

interface ChoiceGroupProps {
  label: string;
  help?: ReactNode;
  error?: string;
  children: ReactNode;
  className?: string;
}

/** Choices that answer one question. */
export function ChoiceGroup({ label, help, error, children, className }: ChoiceGroupProps) {
  const id = useId();
  const described = error !== undefined ? `${id}-error` : help !== undefined ? `${id}-help` : undefined;
  return (
    <fieldset className={cx("field", className)} aria-describedby={described}>
      <legend className="field-label">{label}</legend>
      {children}
      <FieldNote id={id} help={help} error={error} />
    </fieldset>
  );
}
