import type { Buzz } from "@/core/headset/comfort";

/** The parts of an input source that can be felt. */
export interface FeltSource {
  readonly handedness: string;
  readonly gamepad?: { readonly hapticActuators?: readonly ({ pulse?(strength: number, ms: number): Promise<boolean> | undefined } | null)[] | undefined } | undefined;
}

/** Lets a hand feel something; a hand without a motor, or whose motor is busy, feels nothing. */
export function feel(sources: Iterable<FeltSource>, hand: "left" | "right", buzz: Buzz | null): void {
  if (!buzz) return;
  for (const { handedness, gamepad } of sources) {
    if (handedness !== hand) continue;
    // What is felt beside what is seen may fail in silence.
    gamepad?.hapticActuators?.[0]?.pulse?.(buzz.strength, buzz.ms)?.catch(() => undefined);
  }
}
