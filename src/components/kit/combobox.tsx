"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  ComboBox as AriaComboBox,
  FieldError,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from "react-aria-components";
import { cx } from "./classes";
import { Icon, type IconName } from "./icon";
import { useSurface } from "./surface";

export interface ComboBoxOption {
  id: string;
  title: string;
  note?: string;
}

export interface ComboBoxProps {
  label: string;
  options: readonly ComboBoxOption[];
  /** What is typed. The caller finds options for it; nothing is filtered here. */
  text: string;
  onText: (text: string) => void;
  chosen: string | null;
  onChoose: (id: string | null) => void;
  icon?: IconName;
  placeholder?: string;
  help?: string;
  error?: string;
  /** Shown in an empty list. */
  none?: ReactNode;
  /** False: there is nothing to open, because nothing was asked or no answer came. Where it is said, turning to the field opens the list. */
  hasList?: boolean;
  autoFocus?: boolean;
  className?: string;
}

/** Type to find, then choose: a person, a service. */
export function ComboBox(props: ComboBoxProps) {
  const { label, options, text, onText, chosen, onChoose, icon, placeholder, help, error, none, hasList, autoFocus, className } = props;
  const t = useTranslations("kit.combobox");
  const surface = useSurface();
  return (
    <AriaComboBox
      className={cx("field", className)}
      items={options}
      inputValue={text}
      onInputChange={onText}
      selectedKey={chosen}
      onSelectionChange={(key) => onChoose(key === null ? null : String(key))}
      menuTrigger={hasList === undefined ? "input" : "focus"}
      allowsEmptyCollection={hasList ?? true}
      isInvalid={error !== undefined}
      autoFocus={autoFocus}
    >
      <Label className="field-label">{label}</Label>
      <Group className="field-box">
        {icon && <Icon name={icon} className="text-ink2" />}
        <Input placeholder={placeholder} className="combobox-input" />
        <AriaButton className="btn btn-icon date-open" aria-label={t("open")}>
          <Icon name="chevron-down" />
        </AriaButton>
      </Group>
      {help !== undefined && error === undefined && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-error">
        <Icon name="error" />
        <span>{error}</span>
      </FieldError>
      <Popover className="combobox-popover z-50" offset={6}>
        <ListBox<ComboBoxOption> className="menu" data-surface={surface} renderEmptyState={() => <p className="px-2.5 py-3 text-ink2">{none ?? t("none")}</p>}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.title} className="menu-item">
              <span className="min-w-0 flex-1">
                <Text slot="label">{option.title}</Text>
                {option.note !== undefined && <Text slot="description">{option.note}</Text>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
