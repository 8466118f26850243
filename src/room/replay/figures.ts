import type { VisitLog } from "./replay";

/** Somebody in a visit that is looked at again, as the scene draws them. */
export interface Figure {
  readonly actor: number;
  readonly name: string;
  /** Whose colour: 1 the clinician, 2 the patient, then the others. */
  readonly seat: 1 | 2 | 3 | 4 | 5 | 6;
  readonly isSelf: false;
}

/** One figure a person: of their page loads the one that wrote most, whose choices then show in their colour. */
export function figuresOf({ people, entries }: VisitLog): readonly Figure[] {
  const wrote = new Map<number, number>();
  for (const { op } of entries) wrote.set(op.actor, (wrote.get(op.actor) ?? 0) + 1);
  const busiest = new Map<number, VisitLog["people"][number]>();
  for (const each of people) {
    const known = busiest.get(each.person);
    if ((wrote.get(each.actor) ?? 0) > (known === undefined ? 0 : (wrote.get(known.actor) ?? 0))) busiest.set(each.person, each);
  }
  let other = 2;
  return [...busiest.values()].map(({ actor, name, role, actsFor }) => {
    const seat = role === "clinician" ? 1 : role === "patient" && actsFor === null ? 2 : Math.min((other += 1), 6);
    return { actor, name, seat: seat as Figure["seat"], isSelf: false };
  });
}
