import { SEQ_LEAP } from "./limits";

/** Which of one actor's ops have been seen: all up to `contiguous`, and some single ones beyond. */
export interface SeqSet {
  contiguous: number;
  readonly beyond: Set<number>;
}

/** Nothing seen yet; sequence numbers start at 1. */
export function createSeqSet(): SeqSet {
  return { contiguous: 0, beyond: new Set() };
}

/** Records one sequence number. False when it was known, or too far ahead to be remembered. */
export function addSeq(set: SeqSet, seq: number): boolean {
  if (seq <= set.contiguous || set.beyond.has(seq)) return false;
  if (seq > set.contiguous + 1) {
    // What is forgotten here is found again by digest: `contiguous` stays behind the gap.
    if (set.beyond.size >= SEQ_LEAP) return false;
    set.beyond.add(seq);
    return true;
  }
  set.contiguous = seq;
  absorb(set);
  return true;
}

/** Records that everything up to `seq` is known, as a snapshot says. */
export function raiseSeq(set: SeqSet, seq: number): void {
  if (seq <= set.contiguous) return;
  set.contiguous = seq;
  for (const known of set.beyond) if (known <= seq) set.beyond.delete(known);
  absorb(set);
}

function absorb(set: SeqSet): void {
  while (set.beyond.delete(set.contiguous + 1)) set.contiguous += 1;
}
