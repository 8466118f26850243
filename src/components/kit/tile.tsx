import type { ReactNode } from "react";
import { cx } from "./classes";
import { Icon, type IconName } from "./icon";
import { Mark, type PersonIndex } from "./mark";

interface TileProps {
  person: PersonIndex;
  name: string;
  /** As what they are here, below the name. */
  note?: string;
  initial: string;
  /** Draws the border in the person's colour. */
  speaking?: boolean;
  muted?: boolean;
  mutedLabel?: string;
  /** Own picture is shown as in a mirror. */
  mirrored?: boolean;
  /** Shown while there is no picture: an icon and a word. */
  rest?: { icon: IconName; word: string };
  /** The `<video>`; leave it out while there is no picture. */
  children?: ReactNode;
  /** A `Meter`, beside the name. */
  meter?: ReactNode;
  className?: string;
}

/** One person's picture, with a plate at the bottom: mark, name, voice. */
export function Tile(props: TileProps) {
  const { person, name, note, initial, speaking = false, muted = false, mutedLabel, mirrored = false, rest, children, meter, className } = props;
  return (
    <figure className={cx("tile", `person-${person}`, mirrored && "tile-mirrored", className)} data-speaking={speaking || undefined}>
      {children}
      {rest && (
        <div className="tile-rest">
          <Icon name={rest.icon} size="large" />
          <span>{rest.word}</span>
        </div>
      )}
      <figcaption className="tile-plate">
        <Mark person={person} initial={initial} size="small" />
        <span className="min-w-0 truncate">
          {name}
          {note !== undefined && <span className="tile-note">{note}</span>}
        </span>
        {muted ? (
          <>
            <Icon name="mic-off" size="small" />
            {mutedLabel !== undefined && <span className="sr-only">{mutedLabel}</span>}
          </>
        ) : (
          meter
        )}
      </figcaption>
    </figure>
  );
}
