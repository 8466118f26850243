import { createStore, type ReadonlyStore } from "../store";

/** Listens to one stream. */
export interface LevelMeter {
  /** 0 to 1, on a scale that looks even to the eye: -55 dB is 0, -10 dB is 1. */
  readonly level: ReadonlyStore<number>;
  stop(): void;
}

const SAMPLE_EVERY_MS = 60;
const QUIET_DB = -55;
const LOUD_DB = -10;

/** Turns samples of a waveform (-1 to 1) into a level of 0 to 1. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  if (rms === 0) return 0;
  const db = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (db - QUIET_DB) / (LOUD_DB - QUIET_DB)));
}

/** Measures how loud a stream is, until stopped. The stream's tracks stay its owner's. */
export function createLevelMeter(stream: MediaStream): LevelMeter {
  const level = createStore(0);
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    // A page that nobody has touched yet may not run audio; it may after the first touch.
    if (context.state === "suspended") void context.resume().catch(() => undefined);
    analyser.getFloatTimeDomainData(samples);
    level.set(levelOf(samples));
  }, SAMPLE_EVERY_MS);
  return {
    level,
    stop: () => {
      clearInterval(timer);
      // Closing twice rejects; either way it is closed.
      void context.close().catch(() => undefined);
    },
  };
}
