import { createStore, type ReadonlyStore } from "../store";

/** What a person chose for this tab: which devices, and whether they want to be seen and heard. */
export interface DeviceChoices {
  readonly cameraId: string | null;
  readonly microphoneId: string | null;
  readonly speakerId: string | null;
  readonly cameraOn: boolean;
  readonly microphoneOn: boolean;
}

/** Before anybody chose. */
export const FIRST_CHOICES: DeviceChoices = {
  cameraId: null,
  microphoneId: null,
  speakerId: null,
  cameraOn: true,
  microphoneOn: true,
};

const KEY = "bedside-devices";

/** Reads choices that were stored; anything odd in one field falls back to that field's first value. */
export function parseChoices(text: string | null): DeviceChoices {
  if (text === null) return FIRST_CHOICES;
  const raw = readJson(text);
  const id = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
  return {
    cameraId: id(raw.cameraId),
    microphoneId: id(raw.microphoneId),
    speakerId: id(raw.speakerId),
    cameraOn: raw.cameraOn !== false,
    microphoneOn: raw.microphoneOn !== false,
  };
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Somebody else's value under our key: as good as none.
    return {};
  }
}

function readStored(): DeviceChoices {
  try {
    return parseChoices(sessionStorage.getItem(KEY));
  } catch {
    // Storage is forbidden here: every page then begins with the first choices.
    return FIRST_CHOICES;
  }
}

const current = createStore<DeviceChoices | null>(null);

/** The choices of this tab; they outlive a reload, so that nobody comes back unmuted. */
export function loadChoices(): DeviceChoices {
  const known = current.get() ?? readStored();
  current.set(known);
  return known;
}

/** Changes some of the choices and keeps them. */
export function saveChoices(change: Partial<DeviceChoices>): DeviceChoices {
  const next = { ...loadChoices(), ...change };
  current.set(next);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is forbidden or full: the choice holds until the page goes.
  }
  return next;
}

/** The choices as a store, for whoever shows them. */
export const choices: ReadonlyStore<DeviceChoices> = { get: loadChoices, subscribe: current.subscribe };
