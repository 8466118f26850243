import { foldName } from "@/core/people/names";

/** Somebody who was found, as far as their place in the list needs it. */
export interface Candidate {
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName: string | null;
  readonly isOwn: boolean;
}

/** Lower is better: 0 a whole name, 1 the beginning of one, 2 somewhere inside. */
function closeness(word: string, names: readonly string[]): number {
  if (names.includes(word)) return 0;
  return names.some((name) => name.startsWith(word)) ? 1 : 2;
}

/**
 * People in the order in which they are likely meant: those of one's own first, then by how well every
 * word fits a name, then by family and given name. `words` are folded as names are ({@link foldName}).
 */
export function rankPeople<T extends Candidate>(words: readonly string[], people: readonly T[]): readonly T[] {
  const keyed = people.map((person) => {
    const names = [person.givenName, person.familyName, person.preferredName ?? ""].flatMap((name) => name.split(/\s+/)).map(foldName).filter((name) => name !== "");
    const distance = words.reduce((sum, word) => sum + closeness(word, names), 0);
    return { person, distance, name: `${foldName(person.familyName)} ${foldName(person.givenName)}` };
  });
  keyed.sort(
    (a, b) => Number(b.person.isOwn) - Number(a.person.isOwn) || a.distance - b.distance || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
  return keyed.map(({ person }) => person);
}

/** Appointments in the order in which they are likely meant: those to come by how soon, then those before by how lately. */
export function rankAppointments<T extends { readonly startsAtMs: number; readonly endsAtMs: number }>(found: readonly T[], nowMs: number): readonly T[] {
  const isPast = ({ endsAtMs }: T) => endsAtMs < nowMs;
  return [...found].sort((a, b) => Number(isPast(a)) - Number(isPast(b)) || (isPast(a) ? b.startsAtMs - a.startsAtMs : a.startsAtMs - b.startsAtMs));
}
