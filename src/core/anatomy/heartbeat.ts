import { BEAT_RATES } from "./beat-rates";

/** The parts of one heartbeat, in their order. The cycle begins as the atria draw together. */
export const BEAT_PHASES = ["atrial-systole", "isovolumetric-contraction", "ejection", "isovolumetric-relaxation", "rapid-filling", "diastasis"] as const;
/** See {@link BEAT_PHASES}. */
export type BeatPhase = (typeof BEAT_PHASES)[number];

/** One cycle at a rate. */
export interface HeartCycle {
  readonly bpm: number;
  readonly periodMs: number;
  /** How long each phase lasts, milliseconds; together they are the period. */
  readonly durationsMs: Readonly<Record<BeatPhase, number>>;
}

/** The heart at one moment of its cycle. */
export interface HeartMoment {
  phase: BeatPhase;
  /** How far the valves between atria and ventricles are open, 0 to 1. */
  inlets: number;
  /** How far those to the aorta and the pulmonary trunk are open, 0 to 1. */
  outlets: number;
  /** Blood in a ventricle as a share of what it holds at the end of diastole. */
  ventricle: number;
  /** Blood in an atrium as a share of the most that it holds. */
  atrium: number;
}

/**
 * What leaves a ventricle with one beat, as a share of what was in it. The published range of the left one is 0.52 to
 * 0.74 (Lang et al., J Am Soc Echocardiogr 2015;28:1-39).
 */
export const EJECTION_FRACTION = 0.6;

// Weissler, Harris and Schoenfeld (Circulation 1968;37:149-159), men: from the beginning of the QRS complex to the
// opening of the aortic valve 131 − 0.4 × rate, then ejection 413 − 1.7 × rate, milliseconds. The regression was made
// of rates up to about 110. Beyond, both go on with the square root of the time between two beats, as QT does after Bazett.
const REGRESSION_TO = 110;
/** From the beginning of the QRS complex until the inlets have closed, milliseconds: the first sound's beginning. */
const QRS_TO_CLOSURE_MS = 60;
/** Isovolumetric relaxation of healthy adults at rest: 70 ms (Nagueh et al., J Am Soc Echocardiogr 2016;29:277-314). */
const RELAXATION_MS = 70;
const RELAXATION_LONGEST_MS = 100;
/** At rest the atria contract for about 110 ms, and the first wave of filling lasts about 170 ms (the same guideline's A and E waves). */
const ATRIAL_MS = 110;
const RAPID_MS = 170;
const REST_PERIOD_MS = 60_000 / BEAT_RATES.usual;

/** The phases of a beat at a rate (30 to 200 a minute; others count as the nearest). Diastole gives way as the heart goes faster. */
export function cycleAt(rate: number): HeartCycle {
  const bpm = Math.min(BEAT_RATES.max, Math.max(BEAT_RATES.min, rate));
  const periodMs = 60_000 / bpm;
  const known = Math.min(bpm, REGRESSION_TO);
  const beyond = Math.sqrt(periodMs / (60_000 / known));
  const contraction = (131 - 0.4 * known - QRS_TO_CLOSURE_MS) * beyond;
  const ejection = (413 - 1.7 * known) * beyond;
  const slower = Math.sqrt(periodMs / REST_PERIOD_MS);
  const relaxation = Math.min(RELAXATION_LONGEST_MS, RELAXATION_MS * slower);
  const filling = periodMs - contraction - ejection - relaxation;
  const atrial = Math.min(ATRIAL_MS * Math.min(1.2, slower), filling / 2);
  const rapid = Math.min(RAPID_MS * Math.min(1.2, slower), filling - atrial);
  return {
    bpm,
    periodMs,
    durationsMs: {
      "atrial-systole": atrial,
      "isovolumetric-contraction": contraction,
      ejection,
      "isovolumetric-relaxation": relaxation,
      "rapid-filling": rapid,
      diastasis: Math.max(0, filling - atrial - rapid),
    },
  };
}

/** Where a phase begins and ends, as shares of the cycle. */
export function spanOf(cycle: HeartCycle, phase: BeatPhase): readonly [from: number, to: number] {
  let from = 0;
  for (const each of BEAT_PHASES) {
    const to = from + cycle.durationsMs[each] / cycle.periodMs;
    if (each === phase) return [from, to];
    from = to;
  }
  return [from, from];
}

const smooth = (x: number): number => {
  const t = Math.min(1, Math.max(0, x));
  return t * t * (3 - 2 * t);
};

/** Of what flows into a ventricle so much comes with the atria's contraction; between the two waves little does. */
const ATRIAL_SHARE = 0.23;
const BETWEEN_SHARE = 0.05;
/** What is left in an atrium when the inlets have been open for a while, and after it has contracted. */
const ATRIUM_PASSIVE = 0.72;
/** See above. */
export const ATRIUM_LEAST = 0.45;
/** See above: what the still model shows. */
export const ATRIUM_RESTING = ATRIUM_PASSIVE;

/** How long diastasis must last for its whole share of the filling, milliseconds. */
const BETWEEN_MS = 100;
/** Where the inlets lie while little flows through them. */
const FLOATING = 0.45;

/** What shows at a moment of the cycle (0 to 1, from the beginning of the atria's contraction), written into `out`: nothing is allocated. */
export function momentInto(cycle: HeartCycle, moment: number, out: HeartMoment): HeartMoment {
  const { durationsMs, periodMs } = cycle;
  let leftMs = (moment - Math.floor(moment)) * periodMs;
  let phase: BeatPhase = "diastasis";
  for (const each of BEAT_PHASES) {
    phase = each;
    if (leftMs < durationsMs[each]) break;
    leftMs -= durationsMs[each];
  }
  const t = durationsMs[phase] > 0 ? Math.min(1, leftMs / durationsMs[phase]) : 1;
  const least = 1 - EJECTION_FRACTION;
  const between = BETWEEN_SHARE * Math.min(1, durationsMs.diastasis / BETWEEN_MS);
  const rapid = 1 - ATRIAL_SHARE - between;
  out.phase = phase;
  out.inlets = 0;
  out.outlets = 0;
  out.ventricle = 1;
  out.atrium = ATRIUM_LEAST;
  const floating = durationsMs.diastasis > 0 ? FLOATING : 1;
  switch (phase) {
    case "atrial-systole":
      out.inlets = t < 0.4 ? floating + (0.85 - floating) * smooth(t / 0.4) : 0.85 * (1 - smooth((t - 0.4) / 0.6));
      out.ventricle = least + EJECTION_FRACTION * (1 - ATRIAL_SHARE * (1 - smooth(t)));
      out.atrium = ATRIUM_PASSIVE + (ATRIUM_LEAST - ATRIUM_PASSIVE) * smooth(t);
      break;
    case "isovolumetric-contraction":
      break;
    case "ejection":
      out.outlets = Math.min(smooth(t / 0.15), smooth((1 - t) / 0.2));
      out.ventricle = 1 - EJECTION_FRACTION * smooth(Math.pow(t, 0.85));
      out.atrium = ATRIUM_LEAST + (0.95 - ATRIUM_LEAST) * smooth(t);
      break;
    case "isovolumetric-relaxation":
      out.ventricle = least;
      out.atrium = 0.95 + 0.05 * smooth(t);
      break;
    case "rapid-filling":
      out.inlets = t < 0.3 ? smooth(t / 0.3) : floating + (1 - floating) * (1 - smooth((t - 0.5) / 0.5));
      out.ventricle = least + EJECTION_FRACTION * rapid * smooth(t);
      out.atrium = 1 + (ATRIUM_PASSIVE - 1) * smooth(t);
      break;
    case "diastasis":
      out.inlets = floating;
      out.ventricle = least + EJECTION_FRACTION * (rapid + between * t);
      out.atrium = ATRIUM_PASSIVE;
      break;
  }
  return out;
}

/** A moment to write into. */
export function createMoment(): HeartMoment {
  return { phase: "atrial-systole", inlets: 0, outlets: 0, ventricle: 1, atrium: ATRIUM_PASSIVE };
}

/** Which phase a moment of the cycle is in. */
export function phaseAt(cycle: HeartCycle, moment: number): BeatPhase {
  return momentInto(cycle, moment, createMoment()).phase;
}

/** The middle of the next phase, or of the one before: those that a rate leaves no time for are passed over. */
export function steppedFrom(cycle: HeartCycle, moment: number, by: 1 | -1): number {
  const lasting = BEAT_PHASES.filter((phase) => cycle.durationsMs[phase] > 0);
  const at = lasting.indexOf(phaseAt(cycle, moment));
  const phase = lasting[(at + by + lasting.length) % lasting.length] ?? "ejection";
  const [from, to] = spanOf(cycle, phase);
  return Math.round(((from + to) / 2) * 1000) / 1000;
}
