/**
 * How a person likes to be in the scene, headset or screen; the first of each is what holds until they say otherwise.
 * Figures: xr-anatomy.md §6 (Meta's published comfort guidance): snap turns 30–45°, smooth ones 60–90°/s, walking at most
 * 1.4 m/s with the edges dimmed, a break after 20–45 min. Presses of 800 ms and more are for hands that shake or are slow.
 */
export const COMFORT_CHOICES = {
  /** How the person is: where the model comes to stand before them. */
  posture: ["seated", "standing"],
  /** Turning by the stick: in steps of so many degrees, or smoothly by so many degrees a second. */
  turn: ["snap30", "snap45", "smooth60", "smooth90"],
  /** Going elsewhere: by pointing at the floor, or by the stick. */
  move: ["teleport", "walk"],
  /** How far the edges go dark while the view moves. */
  vignette: ["strong", "light", "off"],
  /** The hand that does the work. */
  hand: ["right", "left"],
  /** Everything with that hand alone. */
  oneHanded: ["off", "on"],
  /** A press may last this long, milliseconds. */
  press: ["800", "300", "1200"],
  /** Voices: from where each person stands; the same in both ears; or as the browser plays them. */
  voices: ["placed", "mono", "plain"],
  /** Whether voices come from where people stand on a flat screen, too. */
  flatVoices: ["plain", "placed"],
  captions: ["off", "on"],
  haptics: ["on", "off"],
  /** A reminder to rest, minutes. */
  rest: ["30", "20", "45", "off"],
  /** Room around oneself, centimetres. */
  room: ["60", "90", "120"],
} as const;

/** Name of a comfort setting. */
export type ComfortName = keyof typeof COMFORT_CHOICES;

/** Every comfort setting with what is chosen. */
export type Comfort = { readonly [Name in ComfortName]: (typeof COMFORT_CHOICES)[Name][number] };

/** Every setting's name, in the order in which a device keeps them. New ones go to the end. */
export const COMFORT_NAMES = Object.keys(COMFORT_CHOICES) as readonly ComfortName[];

function readChoices(valueOf: (name: ComfortName) => string | undefined): Comfort {
  const entries = COMFORT_NAMES.map((name) => {
    const choices: readonly string[] = COMFORT_CHOICES[name];
    const value = valueOf(name);
    return [name, choices.find((choice) => choice === value) ?? choices[0]];
  });
  return Object.fromEntries(entries) as Comfort;
}

/** What holds for whoever set nothing. */
export const DEFAULT_COMFORT: Comfort = readChoices(() => undefined);

/** The settings as a device keeps them: `name=value` pairs of what is not as everywhere. */
export function writeComfort(comfort: Comfort): string {
  return COMFORT_NAMES.filter((name) => comfort[name] !== DEFAULT_COMFORT[name])
    .map((name) => `${name}=${comfort[name]}`)
    .join("&");
}

/** Reads what {@link writeComfort} wrote; whatever is odd, unknown or of another version falls back to `known`, then to the first choice. */
export function readComfort(text: string | null, known: Partial<Comfort> = {}): Comfort {
  const pairs = new Map((text ?? "").split("&").map((pair) => [pair.slice(0, Math.max(0, pair.indexOf("="))), pair.slice(pair.indexOf("=") + 1)]));
  return readChoices((name) => {
    const kept = pairs.get(name);
    return (COMFORT_CHOICES[name] as readonly string[]).includes(kept ?? "") ? kept : known[name];
  });
}

/** How far one push of the stick turns, radians; null where it turns as long as it is pushed. */
export function snapRad({ turn }: Pick<Comfort, "turn">): number | null {
  if (turn === "snap30") return Math.PI / 6;
  return turn === "snap45" ? Math.PI / 4 : null;
}

/** How fast the stick turns smoothly, radians a second. */
export function turnSpeed({ turn }: Pick<Comfort, "turn">): number {
  if (turn === "smooth60") return Math.PI / 3;
  return turn === "smooth90" ? Math.PI / 2 : 0;
}

/** Walking is never faster, metres a second. */
export const WALK_M_PER_S = 1.4;

/** How dark the edges are at full motion, 0 to 1. */
export function vignetteDepth({ vignette }: Pick<Comfort, "vignette">): number {
  if (vignette === "strong") return 0.95;
  return vignette === "light" ? 0.6 : 0;
}

/** How dark the edges should be now: as deep as chosen once somebody walks or turns, and clear at rest. */
export function vignetteFor(comfort: Pick<Comfort, "vignette">, metresPerSecond: number, radPerSecond: number): number {
  const motion = Math.min(1, metresPerSecond / 0.5 + radPerSecond / (Math.PI / 6));
  return vignetteDepth(comfort) * motion;
}

/** Where the model comes to stand before the eyes, metres below and in front; and eyes of somebody of whom nothing is known yet, above the floor. */
export function standingOf({ posture }: Pick<Comfort, "posture">): { readonly belowEyesM: number; readonly inFrontM: number; readonly eyesM: number } {
  // 15° and 20° down, within the 0.6 m that somebody who sits reaches.
  return posture === "standing" ? { belowEyesM: 0.2, inFrontM: 0.55, eyesM: 1.6 } : { belowEyesM: 0.14, inFrontM: 0.52, eyesM: 1.2 };
}

/** How long a press may last to count as one, milliseconds. */
export const pressMs = ({ press }: Pick<Comfort, "press">): number => Number(press);

/** The room around oneself, metres. */
export const ownRoomM = ({ room }: Pick<Comfort, "room">): number => Number(room) / 100;

/** How voices sound: see {@link COMFORT_CHOICES}. In a headset `placed`, unless the person wants otherwise; on a screen only if they ask for it. */
export function voicesFor(comfort: Pick<Comfort, "voices" | "flatVoices">, isHeadset: boolean): Comfort["voices"] {
  if (comfort.voices !== "placed" || isHeadset) return comfort.voices;
  return comfort.flatVoices;
}

/** What a hand may feel: how strongly, 0 to 1, and how long, milliseconds. */
export interface Buzz {
  readonly strength: number;
  readonly ms: number;
}
/** Touching something, taking hold of it, letting go, and what can't be done. All between 0.1 and 0.3 s. */
export const BUZZES = {
  touch: { strength: 0.25, ms: 100 },
  take: { strength: 0.6, ms: 140 },
  drop: { strength: 0.35, ms: 100 },
  refused: { strength: 0.9, ms: 280 },
} as const satisfies Record<string, Buzz>;

/** What is felt of something that happened; null where the person wants to feel nothing. */
export function buzzFor({ haptics }: Pick<Comfort, "haptics">, what: keyof typeof BUZZES): Buzz | null {
  return haptics === "on" ? BUZZES[what] : null;
}

/** Whether it is time to say "rest": so many minutes after the start, or after the last time it was said. */
export function isRestDue({ rest }: Pick<Comfort, "rest">, startedAtMs: number, saidAtMs: number | null, nowMs: number): boolean {
  return rest !== "off" && nowMs - (saidAtMs ?? startedAtMs) >= Number(rest) * 60_000;
}
