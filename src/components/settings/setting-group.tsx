import { Choice, ChoiceGroup } from "@/components/kit/choice";

interface SettingGroupProps {
  name: string;
  label: string;
  value: string;
  options: readonly { readonly value: string; readonly title: string; readonly note?: string }[];
  onChange: (value: string) => void;
}

/** One setting: its choices side by side, one of them chosen. */
export function SettingGroup({ name, label, value, options, onChange }: SettingGroupProps) {
  return (
    <ChoiceGroup label={label}>
      <div className="grid gap-x-6 tablet:grid-cols-2">
        {options.map((option) => (
          <Choice
            key={option.value}
            kind="radio"
            light
            name={name}
            value={option.value}
            title={option.title}
            note={option.note}
            checked={option.value === value}
            onChange={(isChosen) => isChosen && onChange(option.value)}
          />
        ))}
      </div>
    </ChoiceGroup>
  );
}
