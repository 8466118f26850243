/** Which structures of our models move with what: for a beating heart and a bending knee. Ids are those of the manifest. */
type Point = readonly [x: number, y: number, z: number];

/** A valve's ring: a leaflet hinges on it and its free edge lies `lengthM` or less downstream. Metres, the model's own frame. */
export interface ValveRing {
  readonly id: string;
  readonly centreM: Point;
  /** Unit vector along which blood passes. */
  readonly downstream: Point;
  readonly radiusM: number;
  /** How far the longest leaflet hangs below the ring in the model. */
  readonly lengthM: number;
  /** How the model holds it: at end-diastole the inlet valves stand half open and the arterial ones are shut. */
  readonly still: "half-open" | "shut";
}

/** A part's role in the heart's cycle. */
export interface HeartParts {
  /** Fill and empty with the ventricles. */
  readonly ventricles: readonly string[];
  readonly atria: readonly string[];
  /** Open during ejection. */
  readonly arterialValves: readonly string[];
  /** Open during filling. */
  readonly inletValves: readonly string[];
  /** Hang on the ventricles' wall and go with it. */
  readonly tethers: readonly string[];
  /** Lie on the outside and go with the wall below them. */
  readonly coats: readonly string[];
  /** Fixed to the body; their first centimetres go with the heart's base. */
  readonly greatVessels: readonly string[];
}

export const heartParts: HeartParts = {
  ventricles: ["left-ventricle", "right-ventricle", "interventricular-septum", "left-ventricle-blood", "right-ventricle-blood"],
  atria: ["left-atrium", "right-atrium", "left-atrium-blood", "right-atrium-blood"],
  arterialValves: ["aortic-valve", "pulmonary-valve"],
  inletValves: ["mitral-valve", "tricuspid-valve"],
  tethers: ["papillary-anterolateral", "papillary-posteromedial", "papillary-right-anterior", "papillary-right-posterior", "papillary-right-septal", "chordae-tendineae"],
  coats: ["epicardial-fat", "right-coronary-artery", "left-anterior-descending-artery", "left-circumflex-artery", "cardiac-veins"],
  greatVessels: [
    "ascending-aorta", "aortic-arch", "descending-aorta", "brachiocephalic-artery", "left-common-carotid-artery", "left-subclavian-artery",
    "pulmonary-trunk", "left-pulmonary-artery", "right-pulmonary-artery", "pulmonary-veins", "superior-vena-cava", "inferior-vena-cava",
  ],
};

const AXIS: Point = [0.6786, -0.499, 0.5389];

/** The heart's own directions and places at end-diastole, metres in the model's frame. */
export const heartFrame = {
  /** Unit vector from base to apex. */
  axis: AXIS,
  /** Unit vector from left to right ventricle, square to the axis. */
  towardsRight: [-0.6356, -0.0313, 0.7714] as Point,
  /** Where the left ventricle's axis meets the mitral plane. */
  baseM: [0, 0, 0] as Point,
  /** Tip of the left ventricle's wall. */
  apexM: [0.0611, -0.0449, 0.0485] as Point,
} as const;

export const valveRings: readonly ValveRing[] = [
  { id: "mitral-valve", centreM: [0.0023, -0.0033, -0.006], downstream: AXIS, radiusM: 0.0146, lengthM: 0.021, still: "half-open" },
  { id: "tricuspid-valve", centreM: [-0.0196, -0.0161, 0.0182], downstream: AXIS, radiusM: 0.0158, lengthM: 0.019, still: "half-open" },
  { id: "aortic-valve", centreM: [-0.0025, 0.0183, 0.009], downstream: [-0.6474, 0.7518, 0.1253], radiusM: 0.0126, lengthM: 0.009, still: "shut" },
  { id: "pulmonary-valve", centreM: [0.003, 0.0361, 0.0344], downstream: [-0.1005, 0.9648, -0.2412], radiusM: 0.0124, lengthM: 0.009, still: "shut" },
];

/** A band between two bones: where it is tied down, metres in the model's frame at full extension. */
export interface KneeBand { readonly id: string; readonly fromM: Point; readonly toM: Point; readonly to: "tibia" | "patella" }

/** The left knee: what stays with the femur, what goes with tibia or patella, and what is stretched between them. */
export const kneeParts = {
  femur: ["femur", "femoral-cartilage"],
  tibia: ["tibia", "tibial-cartilage", "fibula"],
  patella: ["patella", "patellar-cartilage"],
  /** Lie on the tibia and are pushed back by the femur as the knee bends, the lateral one further. */
  menisci: ["medial-meniscus", "lateral-meniscus"],
  bands: [
    { id: "anterior-cruciate-ligament", fromM: [0.01, 0.021, -0.015], toM: [-0.0015, 0, 0.012], to: "tibia" },
    { id: "posterior-cruciate-ligament", fromM: [-0.009, 0.015, 0.003], toM: [0.0005, -0.007, -0.0175], to: "tibia" },
    { id: "medial-collateral-ligament", fromM: [-0.037, 0.033, -0.004], toM: [-0.015, -0.058, 0.007], to: "tibia" },
    { id: "lateral-collateral-ligament", fromM: [0.037, 0.03, -0.004], toM: [0.0382, -0.015, -0.019], to: "tibia" },
    // From the thigh's muscle, which stays with the femur, to the patella; and from there to the tibia.
    { id: "quadriceps-tendon", fromM: [0.0075, 0.096, 0.0306], toM: [0.001, 0.04, 0.042], to: "patella" },
    { id: "patellar-ligament", fromM: [0.001, 0.032, 0.0416], toM: [0.0015, -0.04, 0.026], to: "tibia" },
  ] satisfies readonly KneeBand[],
} as const;

/** A condyle's hind half is nearly a ball about this centre (fitted from 10° to 130°, 0.7 mm off at most). */
export interface Condyle { readonly centreM: Point; readonly radiusM: number }

/**
 * The axis that the knee bends about, through the centres of the condyles' hind halves. Extension is 0; the medial
 * centre hardly moves on the tibia, the lateral one goes back (Freeman et al., J Biomech 2005;38:197-208).
 */
export const kneeAxis: { readonly medial: Condyle; readonly lateral: Condyle } = {
  medial: { centreM: [-0.022, 0.0226, -0.0084], radiusM: 0.0206 },
  lateral: { centreM: [0.0215, 0.0211, -0.009], radiusM: 0.019 },
};
