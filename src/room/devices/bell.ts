/** Two partials of a small bell, and how long it rings. */
const PARTIALS = [
  { hz: 784, gain: 0.22 },
  { hz: 1568, gain: 0.08 },
] as const;
const RINGS_S = 1.4;

interface SinkContext extends AudioContext {
  setSinkId?: (id: string) => Promise<void>;
}

/**
 * Rings a bell on the chosen speaker, so that a person can hear whether sound comes out. Resolves
 * when it has rung out; rejects when the browser lets no sound out.
 */
export async function ringBell(speakerId: string | null): Promise<void> {
  const context: SinkContext = new AudioContext();
  try {
    if (speakerId !== null && context.setSinkId) await context.setSinkId(speakerId);
    await context.resume();
    const endsAt = context.currentTime + RINGS_S;
    for (const { hz, gain } of PARTIALS) {
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = hz;
      volume.gain.setValueAtTime(gain, context.currentTime);
      volume.gain.exponentialRampToValueAtTime(0.0001, endsAt);
      tone.connect(volume).connect(context.destination);
      tone.start();
      tone.stop(endsAt);
    }
    await new Promise((resolve) => setTimeout(resolve, RINGS_S * 1000));
  } finally {
    await context.close();
  }
}
