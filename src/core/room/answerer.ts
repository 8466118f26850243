import { hash32 } from "./hash";

/**
 * Who of `candidates` answers a want, so that one does and not all: rendezvous hashing (Thaler and
 * Ravishankar 1998) over the asker and the round, so that the next round asks somebody else. Null
 * when there is nobody.
 */
export function answererOf(candidates: readonly number[], asker: number, round: number): number | null {
  let best: number | null = null;
  let bestWeight = -1;
  for (const candidate of candidates) {
    const weight = hash32(`${asker} ${round} ${candidate}`);
    if (weight > bestWeight || (weight === bestWeight && candidate < (best ?? Infinity))) [best, bestWeight] = [candidate, weight];
  }
  return best;
}
