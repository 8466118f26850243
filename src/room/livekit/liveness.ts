/** How often each page says that it is there. */
export const BEAT_EVERY_MS = 1000;
/** Silence after which the line is called slow: the SDK itself notices freezes only after 12 s. */
export const SLOW_AFTER_MS = 2500;
/** Silence after which a "connected" line is taken for dead (livekit-real.md §5, rule 1). */
export const DEAD_AFTER_MS = 5000;
/** Silence that is forgiven to a page that said it would be busy: building a scene stops everything else. */
export const BUSY_GRACE_MS = 20_000;
/** A gap between two looks that can only mean that this page slept. */
const SLEPT_AFTER_MS = 3000;

/** What a look at the line found. */
export interface Pulse {
  readonly slow: boolean;
  /** A peer who is said to be present has been silent too long: connect anew. */
  readonly dead: boolean;
  /** Who has been silent that long. Where a fresh connection of ours didn't help, it is theirs that is broken: tell them. */
  readonly unheard: readonly string[];
}

/** Watches whether present peers are heard. */
export interface Liveness {
  /** `graceMs`: how much longer than usual the peer may now be silent. */
  heard(identity: string, graceMs?: number): void;
  /** Who the media server says is in the room now. */
  present(identities: readonly string[]): void;
  /** Begins anew, as after a reconnect: nobody has been silent yet. */
  restart(): void;
  look(nowMs: number): Pulse;
}

/**
 * `connected` is no sign of life: a data channel can be dead in one direction for ever. Each silence
 * is called dead once only, so that a peer whose page sleeps doesn't have us reconnect again and
 * again; hearing them makes it count anew.
 */
export function createLiveness(now: () => number): Liveness {
  const lastMs = new Map<string, number>();
  const suspected = new Set<string>();
  let lookedMs = now();

  const reset = (): void => {
    for (const [identity, heardMs] of lastMs) lastMs.set(identity, Math.max(heardMs, now()));
  };

  return {
    heard: (identity, graceMs = 0) => {
      suspected.delete(identity);
      const lastHeardMs = lastMs.get(identity);
      // A grace holds until it has run out, whatever was sent before it and arrives after it.
      if (lastHeardMs !== undefined) lastMs.set(identity, Math.max(lastHeardMs, now() + graceMs));
    },
    present: (identities) => {
      for (const identity of [...lastMs.keys()]) {
        if (identities.includes(identity)) continue;
        lastMs.delete(identity);
        suspected.delete(identity);
      }
      for (const identity of identities) if (!lastMs.has(identity)) lastMs.set(identity, now());
    },
    restart: reset,
    look: (nowMs) => {
      const slept = nowMs - lookedMs > SLEPT_AFTER_MS;
      lookedMs = nowMs;
      // After a sleep everybody looks silent; it was us.
      if (slept) reset();
      let slow = false;
      let dead = false;
      const unheard: string[] = [];
      for (const [identity, heardMs] of lastMs) {
        const silentMs = nowMs - heardMs;
        if (silentMs >= SLOW_AFTER_MS) slow = true;
        if (silentMs < DEAD_AFTER_MS) continue;
        if (suspected.has(identity)) unheard.push(identity);
        else dead = true;
        suspected.add(identity);
      }
      return { slow, dead, unheard };
    },
  };
}

/** One who says that they don't hear this page has it connect anew at most this often. */
const HEED_EVERY_MS = 60_000;

/** Which complaints of others, that they don't hear this page, are to be heeded. */
export interface Complaints {
  /** A fresh connection stands. */
  connected(): void;
  /** This page has said that it is there; call each time. */
  beaten(): void;
  /** Somebody complains; true when this page is to connect anew. */
  heed(from: string): boolean;
}

/**
 * A line can take everything and deliver nothing, which only the others notice. A page that slept or worked too hard to
 * say anything is not meant: nothing of its was lost, it was silent. A connection gets as long to be heard as a silence
 * is waited for, and nobody can keep a page reconnecting.
 */
export function createComplaints(now: () => number): Complaints {
  const heededMs = new Map<string, number>();
  let connectedMs = now();
  let beatMs = now();
  let wokeMs = -Infinity;
  return {
    connected: () => {
      connectedMs = now();
    },
    beaten: () => {
      if (now() - beatMs > SLEPT_AFTER_MS) wokeMs = now();
      beatMs = now();
    },
    heed: (from) => {
      const wasSilent = now() - beatMs > SLEPT_AFTER_MS || now() - wokeMs < 2 * DEAD_AFTER_MS;
      const isTooSoon = now() - connectedMs < DEAD_AFTER_MS || now() - (heededMs.get(from) ?? -Infinity) < HEED_EVERY_MS;
      if (wasSilent || isTooSoon) return false;
      heededMs.set(from, now());
      return true;
    },
  };
}

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 15_000;

/**
 * How long to wait before try number `attempt` (from 1): doubling, never more than 15 s, spread by
 * `random` (0 to 1) over the upper half so that a whole clinic doesn't return in one instant.
 */
export function pauseBefore(attempt: number, random: number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  return full * (0.5 + random / 2);
}
