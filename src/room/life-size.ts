import { keepOnDevice, keptOnDevice } from "./on-device";
import { createStore, type ReadonlyStore } from "./store";

const KEY = "screen-mm";
/** Side of a CSS pixel on a screen that says nothing better, millimetres: 96 to an inch (CSS Values 4, §6.2). */
export const STATED_PIXEL_MM = 25.4 / 96;
/** A bank card, millimetres (ISO/IEC 7810, ID-1). */
export const CARD_MM = { width: 85.6, height: 53.98 } as const;
/** No screen has pixels of the page outside these, millimetres. */
export const PIXEL_LIMITS_MM = { min: 0.05, max: 1.5 } as const;

/** How this person's screen shows the model: as it fits, or as large as life. */
export interface LifeSize {
  readonly isOn: boolean;
  /** Side of a CSS pixel on this screen, millimetres. */
  readonly pixelMm: number;
  /** Somebody held a card against this screen; otherwise the size is about right at best. */
  readonly isCalibrated: boolean;
}

// Kept for pixels of the screen, not of the page: zooming the page changes how many of those make one of these.
const density = (): number => (typeof devicePixelRatio === "number" && devicePixelRatio > 0 ? devicePixelRatio : 1);

function read(): Pick<LifeSize, "pixelMm" | "isCalibrated"> {
  const kept = Number.parseFloat(keptOnDevice(KEY) ?? "");
  const pixelMm = kept * density();
  const isCalibrated = pixelMm >= PIXEL_LIMITS_MM.min && pixelMm <= PIXEL_LIMITS_MM.max;
  return { pixelMm: isCalibrated ? pixelMm : STATED_PIXEL_MM, isCalibrated };
}

const store = createStore<LifeSize>({ isOn: false, pixelMm: STATED_PIXEL_MM, isCalibrated: false });

/** This page's own way to show the model; nobody else's screen follows it. */
export const lifeSize: ReadonlyStore<LifeSize> = store;

/** Shows the model as large as life on this screen, or as it fits. */
export function setLifeSize(isOn: boolean): void {
  if (isOn || store.get().isOn) store.set({ isOn, ...read() });
}

/** Keeps on this device how large a CSS pixel is, as a card showed it; null forgets it. */
export function calibrate(pixelMm: number | null): void {
  keepOnDevice(KEY, pixelMm === null ? null : String(pixelMm / density()));
  store.set({ isOn: store.get().isOn, ...read() });
}

/** What this device knows of its pixels now, before anybody asks for life size. */
export function knownPixel(): Pick<LifeSize, "pixelMm" | "isCalibrated"> {
  return read();
}
