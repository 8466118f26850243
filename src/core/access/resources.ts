/**
 * What rules speak about, each with the weight of what it holds:
 * - `health`: tells something of a patient, if only that they are one. Staff need a second factor;
 * - `practice`: how the practice is run. Staff may read it without, and change it with one;
 * - `open`: a person's own sign-in, and what anybody may see.
 * One name for one thing, the same as in the address of a command.
 */
export const RESOURCE_CLASSES = {
  session: "open",
  account: "open",
  factor: "open",
  notification: "open",
  anatomy: "open",
  summary_code: "open",
  staff: "practice",
  service: "practice",
  practice: "practice",
  template: "practice",
  consent_text: "practice",
  retention: "practice",
  /** The practice's sign, which greets everybody. */
  logo: "practice",
  /** Models that the practice brought in itself. */
  model: "practice",
  /** Views with words that the practice shows its patients; of no patient. */
  tour: "practice",
  api_client: "practice",
  recovery: "practice",
  patient: "health",
  patient_record: "health",
  patient_merge: "health",
  /** People who ask to be put on file. */
  registration: "health",
  proxy: "health",
  /** Whether a patient can sign in, and asking them to. */
  patient_account: "health",
  consent: "health",
  care_team: "health",
  file: "health",
  legal_hold: "health",
  deletion: "health",
  export: "health",
  /** Looking for people and appointments by what somebody types. */
  search: "health",
  appointment: "health",
  visit: "health",
  visit_link: "health",
  guest: "health",
  room: "health",
  /** Where it hurts, as the patient painted it. */
  pain_map: "health",
  scene_view: "health",
  /** What was done with the scene of a visit, op by op. */
  timeline: "health",
  note: "health",
  summary: "health",
  break_glass: "health",
  access: "health",
  audit: "health",
  /** Who looked at a patient's record, for the patient. */
  access_log: "health",
  /** Which key-encryption keys are in use: ids and counts. */
  key: "practice",
} as const;

/** See {@link RESOURCE_CLASSES}. */
export type Resource = keyof typeof RESOURCE_CLASSES;

/** Every resource. */
export const RESOURCES = Object.keys(RESOURCE_CLASSES) as readonly Resource[];

/** What can be done to a resource. Views carry the verbs their reader may use. */
export const VERBS = [
  "list",
  "read",
  "create",
  "change",
  "remove",
  "cancel",
  "book",
  "move",
  "open",
  "confirm",
  "prepare",
  "arrive",
  "admit",
  "leave",
  "end",
  "send",
  "revoke",
  "enter",
  "keep",
  "write",
  "sign",
  "sign_in",
  "step_up",
  "accept",
  "withdraw",
  "merge",
  "undo",
  "publish",
  "deactivate",
  "vouch",
  "break",
  "review",
  "explain",
  "search",
  "export",
] as const;

/** See {@link VERBS}. */
export type Verb = (typeof VERBS)[number];

/**
 * Grave steps: whoever takes one has shown who they are within the last minutes
 * ({@link STEP_UP_FRESH_MS} in `factors.ts`), however long they have been signed in.
 */
const STEP_UPS: Readonly<Partial<Record<Resource, readonly Verb[]>>> = {
  break_glass: ["break"],
  export: ["create", "read"],
  deletion: ["create"],
  retention: ["change"],
  api_client: ["create", "change", "revoke"],
};

/** Whether this is a grave step. */
export function needsStepUp(resource: Resource, verb: Verb): boolean {
  return STEP_UPS[resource]?.includes(verb) === true;
}

/** Whether staff need a second factor for this. */
export function needsStrong(resource: Resource, verb: Verb): boolean {
  const weight = RESOURCE_CLASSES[resource];
  return weight === "health" || (weight === "practice" && verb !== "read" && verb !== "list");
}
