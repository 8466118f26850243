"use client";

import type { ReactNode, RefObject } from "react";
import {
  Header,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
  Popover,
  Separator,
  Text,
  type Selection,
} from "react-aria-components";
import { Icon, type IconName } from "./icon";
import { useSurface } from "./surface";

interface MenuProps {
  label: string;
  /** The button that opens it; a `Button` of this kit. */
  trigger: ReactNode;
  children: ReactNode;
  onAction?: (key: string) => void;
  placement?: "bottom start" | "bottom end" | "top start" | "top end";
}

/** Commands behind a button. */
export function Menu({ label, trigger, children, onAction, placement = "bottom start" }: MenuProps) {
  const surface = useSurface();
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={placement} offset={6} className="z-50">
        <AriaMenu className="menu" data-surface={surface} aria-label={label} onAction={onAction && ((key) => onAction(String(key)))}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

interface MenuPopupProps extends Pick<MenuProps, "label" | "children" | "placement"> {
  /** The button that it belongs to; it says itself whether the menu is open. */
  trigger: RefObject<HTMLButtonElement | null>;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** A menu apart from its button, where the button is on the page before the menu's code is. */
export function MenuPopup({ label, children, placement = "bottom start", trigger, isOpen, onOpenChange }: MenuPopupProps) {
  const surface = useSurface();
  return (
    <Popover triggerRef={trigger} isOpen={isOpen} onOpenChange={onOpenChange} placement={placement} offset={6} className="z-50">
      <AriaMenu className="menu" data-surface={surface} aria-label={label} autoFocus="first" onClose={() => onOpenChange(false)}>
        {children}
      </AriaMenu>
    </Popover>
  );
}

interface MenuItemProps {
  id: string;
  children: string;
  note?: string;
  icon?: IconName;
  href?: string;
  danger?: boolean;
  disabled?: boolean;
  /** The language of the words, where it is not the page's. */
  lang?: string;
}

/** One command. In a section with a choice it shows a tick while chosen. */
export function MenuItem({ id, children, note, icon, href, danger = false, disabled, lang }: MenuItemProps) {
  return (
    <AriaMenuItem id={id} textValue={children} href={href} isDisabled={disabled} className="menu-item" data-danger={danger || undefined}>
      {({ selectionMode, isSelected }) => (
        <>
          {icon && <Icon name={icon} />}
          <span className="flex-1">
            <Text slot="label" lang={lang}>
              {children}
            </Text>
            {note !== undefined && <Text slot="description">{note}</Text>}
          </span>
          {selectionMode !== "none" && isSelected && <Icon name="check" className="text-teal" />}
        </>
      )}
    </AriaMenuItem>
  );
}

interface MenuChoiceProps {
  heading: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

/** A part of a menu where one of several is chosen. */
export function MenuChoice({ heading, value, onChange, children }: MenuChoiceProps) {
  const change = (keys: Selection) => {
    const [key] = keys === "all" ? [] : [...keys];
    if (key !== undefined) onChange(String(key));
  };
  return (
    <AriaMenuSection selectionMode="single" disallowEmptySelection selectedKeys={[value]} onSelectionChange={change}>
      <Header className="menu-heading">{heading}</Header>
      {children}
    </AriaMenuSection>
  );
}

export function MenuRule() {
  return <Separator className="menu-rule" />;
}
