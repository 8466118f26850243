import { useTranslations } from "next-intl";
import { Part } from "./part";

/** Written out, so that the style compiler sees each class. */
const COLOURS: readonly [string, string][] = [
  ["paper", "bg-paper"],
  ["sheet", "bg-sheet"],
  ["well", "bg-well"],
  ["ink", "bg-ink"],
  ["ink2", "bg-ink2"],
  ["ink3", "bg-ink3"],
  ["rule", "bg-rule"],
  ["edge", "bg-edge"],
  ["teal", "bg-teal"],
  ["teal-tint", "bg-teal-tint"],
  ["coral", "bg-coral"],
  ["coral-fill", "bg-coral-fill"],
  ["coral-tint", "bg-coral-tint"],
  ["straw", "bg-straw"],
  ["straw-tint", "bg-straw-tint"],
];

/** The colours of this surface, by the names that the code uses. */
export function ColoursPart() {
  const title = useTranslations("specimen.sections")("colours");
  return (
    <Part title={title}>
      <ul className="grid grid-cols-2 gap-x-4">
        {COLOURS.map(([name, fill]) => (
          <li key={name} className="flex min-h-9 items-center gap-2.5">
            <span className={`${fill} h-6.5 w-8 flex-none rounded-mark border border-edge`} />
            <code className="font-sans text-small">{name}</code>
          </li>
        ))}
      </ul>
    </Part>
  );
}
