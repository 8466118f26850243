/** How a page's button enters and leaves the headset. */
export interface HeadsetControl {
  readonly isInside: boolean;
  /** Must be called from a press: browsers ask for one. */
  enter(): void;
  leave(): void;
  /** The headset said no; words are the page's. */
  readonly wasRefused: boolean;
}
