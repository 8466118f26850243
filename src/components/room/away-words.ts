import type { SessionPerson } from "@/room/visit-session";

/** What is heard when pages' headsets go off and on again: of whom, and which of the two; nothing of somebody who left. */
export function awayNews(
  before: readonly string[],
  now: readonly string[],
  people: readonly Pick<SessionPerson, "name" | "pages">[],
): readonly { readonly key: "away" | "back"; readonly name: string }[] {
  const news = (key: "away" | "back", identities: readonly string[], others: readonly string[]) =>
    identities.flatMap((identity) => {
      const person = others.includes(identity) ? undefined : people.find(({ pages }) => pages.includes(identity));
      return person ? [{ key, name: person.name }] : [];
    });
  return [...news("away", now, before), ...news("back", before, now)];
}
