"use client";

import { useEffect, useId, useState, type ComponentType } from "react";
import { cx } from "./classes";
import type { ComboBoxProps } from "./combobox";
import { Icon } from "./icon";

/** A {@link ComboBox} whose list comes in a download of its own as soon as somebody turns to the field. */
export function LazyComboBox(props: ComboBoxProps) {
  const [Loaded, setLoaded] = useState<ComponentType<ComboBoxProps> | null>(null);
  const load = () => void import("./combobox").then((module) => setLoaded(() => module.ComboBox), () => undefined);
  if (Loaded !== null) return <TakeOver {...props} Loaded={Loaded} />;
  return <PlainCombo {...props} onTurnTo={load} />;
}

/** What was typed meanwhile is handed over once the list listens, so that it opens for it. */
function TakeOver({ Loaded, ...props }: ComboBoxProps & { Loaded: ComponentType<ComboBoxProps> }) {
  const [isListening, setListening] = useState(false);
  useEffect(() => {
    const turn = setTimeout(() => setListening(true), 0);
    return () => clearTimeout(turn);
  }, []);
  return <Loaded {...props} autoFocus text={isListening ? props.text : ""} />;
}

function PlainCombo({ label, text, onText, icon, placeholder, help, className, onTurnTo }: ComboBoxProps & { onTurnTo: () => void }) {
  const id = useId();
  return (
    <div className={cx("field", className)}>
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <div className="field-box">
        {icon && <Icon name={icon} className="text-ink2" />}
        <input
          id={id}
          type="text"
          role="combobox"
          aria-expanded={false}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder={placeholder}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onFocus={onTurnTo}
          className="combobox-input"
        />
        <div id={`${id}-list`} role="listbox" aria-label={label} hidden />
        <span aria-hidden="true" className="btn btn-icon date-open">
          <Icon name="chevron-down" />
        </span>
      </div>
      {help !== undefined && <p className="field-help">{help}</p>}
    </div>
  );
}
