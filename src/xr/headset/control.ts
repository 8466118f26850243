/** How a page's button enters and leaves the headset. */
export interface HeadsetControl {
  readonly isInside: boolean;
  /** Must be called from a press: browsers ask for one. Null where the device has no headset, and only shows its own camera's room. */
  readonly enter: (() => void) | null;
  /** The same with the person's own room around the scene; null where the device can't. */
  readonly enterRoom: (() => void) | null;
  leave(): void;
  /** The headset said no; words are the page's. */
  readonly wasRefused: boolean;
}
