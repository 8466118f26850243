import { cx } from "./classes";

/** circle, square, diamond, drop, turned drop, leaf: the order in which people take their place. */
export type PersonIndex = 1 | 2 | 3 | 4 | 5 | 6;

interface MarkProps {
  person: PersonIndex;
  /** One letter. */
  initial: string;
  size?: "small" | "regular";
}

/** A person in the room: shape, then letter, then colour. The name stands beside it. */
export function Mark({ person, initial, size = "regular" }: MarkProps) {
  return (
    <span aria-hidden="true" className={cx("mark", `mark-${person}`, size === "small" && "mark-small")}>
      <span>{initial}</span>
    </span>
  );
}

/** Initials of somebody in the portal, where places in a room mean nothing. */
export function Avatar({ name }: { name: string }) {
  return (
    <span aria-hidden="true" className="avatar">
      {initialsOf(name)}
    </span>
  );
}

/** First letters of the first and last word, titles left out: "Dr. Ines Moreau" is IM. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "" && !word.endsWith("."));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? [...word][0] : ""));
  return letters.join("").toLocaleUpperCase();
}
