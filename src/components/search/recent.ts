import { createStore } from "@/room/store";

/** Something that was picked: what it says, and where it leads. */
export interface Pick {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly end: string;
  readonly href: string;
}

const KEPT = 5;
const picks = createStore<readonly Pick[]>([]);

/** What was picked last, newest first. In this page's memory only: gone with the tab, with a sign-out, with a reload. */
export const recentPicks = { get: picks.get, subscribe: picks.subscribe };

/** Keeps a pick in front of those before. */
export function keepPick(pick: Pick): void {
  picks.set([pick, ...picks.get().filter(({ key }) => key !== pick.key)].slice(0, KEPT));
}
