// As `EXPLAINED` in core/access/explain-views, which brings its schemas along.
export const ACTS = [
  "patient.read", "patient.change", "note.read", "note.write", "note.sign", "summary.read", "scene_view.read", "appointment.read",
  "appointment.book", "appointment.move", "appointment.cancel", "visit.read", "visit.admit", "room.enter",
] as const;
/** `note.read` */
export type Act = (typeof ACTS)[number];
type KeyOf<A extends string> = A extends `${infer Resource}.${infer Verb}` ? `${Resource}_${Verb}` : never;
type ActKey = KeyOf<Act>;
/** Under which key the words of an act stand. */
export const actKey = (act: Act): ActKey => act.replace(".", "_") as ActKey;
