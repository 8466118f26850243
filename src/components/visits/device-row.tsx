import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/kit/icon";

interface DeviceRowProps {
  icon: IconName;
  title: string;
  /** Second line; below a failed device its remedy. */
  note?: ReactNode;
  /** State or action at the end. */
  children?: ReactNode;
}

/** One line of the device check: sign, name, what to know, state or action. */
export function DeviceRow({ icon, title, note, children }: DeviceRowProps) {
  return (
    <li className="grid min-h-15 grid-cols-[24px_1fr_auto] items-center gap-x-3 border-t border-rule py-2 first:border-t-0">
      <Icon name={icon} />
      <div className="min-w-0">
        <span className="font-semibold">{title}</span>
        {note !== undefined && <div className="text-small text-ink2">{note}</div>}
      </div>
      <div className="flex flex-wrap justify-end gap-2">{children}</div>
    </li>
  );
}
