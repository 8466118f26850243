import { LENGTH_UNITS, type LengthUnit } from "@/core/anatomy/measure";
import { keptOnDevice, keepOnDevice } from "./on-device";
import { createStore, type ReadonlyStore } from "./store";

const KEY = "measure-unit";
const unit = createStore<LengthUnit | null>(null);

/** In what this device shows lengths and areas: millimetres until somebody chooses. */
export const measureUnit: ReadonlyStore<LengthUnit> = {
  get: () => {
    const known = unit.get();
    if (known) return known;
    const read = LENGTH_UNITS.find((each) => each === keptOnDevice(KEY)) ?? "mm";
    unit.set(read);
    return read;
  },
  subscribe: unit.subscribe,
};

/** Shows lengths and areas in another unit from now on, on this device. */
export function setMeasureUnit(next: LengthUnit): void {
  unit.set(next);
  keepOnDevice(KEY, next);
}
