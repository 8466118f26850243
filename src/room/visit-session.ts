import type { DomainError } from "@/core/kit/errors";
import type { EnterAnswer, RoomKey, RoomRole, RosterEntry } from "@/core/room/contract";
import { type RoomClock, createBrowserClock } from "./clock";
import type { Captions } from "./captions/captions";
import type { Audience } from "./presence/audience";
import type { PresencePublisher } from "./presence/publisher";
import type { OutboxStorage } from "./scene/outbox";
import type { CreatePeers } from "./scene/peers";
import { createSceneReplica, type SceneReplica } from "./scene/replica";
import type { PageSignals, SceneSync } from "./scene/sync";
import { createStore, type ReadonlyStore } from "./store";
import type { RoomTransport, TransportStatus, Unsubscribe } from "./transport";
import { NOTICE_PATIENCE_MS, noticeOf, type RoomNotice } from "./visit-notice";

/** Place on the ring: 1 is the clinician's, 2 the patient's, the others those of guests and of who acts for the patient. */
export type SeatNumber = 1 | 2 | 3 | 4 | 5 | 6;

/** Somebody who is in the room now. */
export interface SessionPerson {
  readonly actor: number;
  readonly identity: string;
  readonly name: string;
  readonly role: RoomRole;
  /** As what a guest is here; null for patient and clinician. */
  readonly part: NonNullable<RosterEntry["part"]> | null;
  /** The patient's name, of somebody who is here for them; null for everybody else. */
  readonly actsFor: string | null;
  /** All their pages that are in the room, this one too: sound and picture may come from any of them. */
  readonly pages: readonly string[];
  readonly seat: SeatNumber;
  readonly isSelf: boolean;
}

/** What a session needs of sound and picture, so that it can be tested without either. */
export interface SessionLine {
  readonly status: ReadonlyStore<TransportStatus>;
  readonly slow: ReadonlyStore<boolean>;
  readonly failure: ReadonlyStore<DomainError | null>;
  readonly others: ReadonlyStore<readonly string[]>;
}

/** How good each side's sound and picture get through. */
export interface LineQuality {
  readonly own: "good" | "poor" | "lost";
  readonly other: "good" | "poor" | "lost";
}

/** What goes from page to page and is kept nowhere: heads, hands and pointers, and captions, both ways. */
export interface RoomPresence {
  readonly captions: Captions;
  readonly publisher: PresencePublisher;
  readonly audience: Audience;
}

/** One page in one visit's room: the shared scene, the people, and how it all is doing. */
export interface VisitSession {
  readonly visitId: string;
  readonly actor: number;
  readonly role: RoomRole;
  readonly scene: SceneReplica;
  /** Null until its script has come, with the models. */
  readonly presence: ReadonlyStore<RoomPresence | null>;
  readonly status: ReadonlyStore<TransportStatus>;
  /** Why the room is closed to this page; set with the notice `closed`. */
  readonly failure: ReadonlyStore<DomainError | null>;
  /** Everybody in the room, oneself first; one entry a person, however many pages they have open. */
  readonly people: ReadonlyStore<readonly SessionPerson[]>;
  readonly notice: ReadonlyStore<RoomNotice | null>;
  close(): void;
}

/** What a session is made of. */
export interface SessionParts {
  readonly visitId: string;
  readonly entered: EnterAnswer;
  readonly line: SessionLine;
  readonly transport: RoomTransport;
  readonly createPeers: CreatePeers;
  readonly presence: ReadonlyStore<RoomPresence | null>;
  readonly quality: ReadonlyStore<LineQuality>;
  readonly isOnline: ReadonlyStore<boolean>;
  readonly sync: SceneSync;
  readonly page: PageSignals;
  /** Hears with each answer of the server the room's key, and whether sound and picture are sealed now. */
  readonly onKey?: (key: RoomKey | null, isMediaSealed: boolean) => void;
  readonly storage: OutboxStorage | null;
  readonly clock?: RoomClock;
}

const LAST_SEAT = 6;

/** Which person a page is of: a reload brings the same person under another number. */
function personKey({ role, part, actsFor, name }: RosterEntry): string {
  if (role === "guest") return `guest/${part ?? ""}/${name}`;
  return actsFor == null ? role : `${role}/${name}`;
}

/**
 * The place of each person that ever came in: the same on every page, and kept by those who stay when others go.
 * Beside clinician and patient in the order in which they came; who comes when all are taken shares the last.
 */
function seatsOf(roster: readonly RosterEntry[]): (key: string) => SeatNumber {
  const keys = [...roster].sort((a, b) => a.actor - b.actor).map(personKey);
  const others = [...new Set(keys)].filter((key) => key !== "clinician" && key !== "patient");
  return (key) => {
    if (key === "clinician") return 1;
    return key === "patient" ? 2 : (Math.min(3 + others.indexOf(key), LAST_SEAT) as SeatNumber);
  };
}

/** Composes a session of its parts. Closing it closes the scene; the line is its owner's. */
export function createVisitSession(parts: SessionParts): VisitSession {
  const { visitId, entered, line, transport, sync, page, storage } = parts;
  const clock = parts.clock ?? createBrowserClock();
  const scene = createSceneReplica({
    visitId,
    actor: entered.actor,
    role: entered.role,
    roster: entered.roster,
    transport,
    createPeers: parts.createPeers,
    sync,
    page,
    ...(parts.onKey ? { onKey: parts.onKey } : {}),
    storage,
    clock,
  });
  const people = watchPeople(entered, scene.roster, line);
  const notice = watchNotice(parts, scene, clock);
  return {
    visitId,
    actor: entered.actor,
    role: entered.role,
    scene,
    presence: parts.presence,
    status: line.status,
    failure: line.failure,
    people: people.store,
    notice: notice.store,
    close: () => {
      notice.stop();
      people.stop();
      parts.presence.get()?.audience.close();
      parts.presence.get()?.captions.close();
      scene.close();
    },
  };
}

interface Watched<T> {
  readonly store: ReadonlyStore<T>;
  readonly stop: Unsubscribe;
}

/** Who is here: those the media server names, or, without one, those whom the roster calls present. */
export function peopleIn(
  self: Pick<EnterAnswer, "actor" | "identity" | "role">,
  roster: readonly RosterEntry[],
  others: readonly string[],
  isLineUp: boolean,
): readonly SessionPerson[] {
  const isHere = (entry: RosterEntry): boolean =>
    entry.actor === self.actor || (isLineUp ? others.includes(entry.identity) : entry.present);
  const byPerson = new Map<string, { entry: RosterEntry; pages: string[] }>();
  for (const entry of roster) {
    if (!isHere(entry)) continue;
    const key = personKey(entry);
    const known = byPerson.get(key);
    const pages = [...(known?.pages ?? []), entry.identity];
    // Newest page of a person counts, and one's own before all.
    byPerson.set(key, { entry: known?.entry.actor === self.actor ? known.entry : entry, pages });
  }
  const seatOf = seatsOf(roster);
  return [...byPerson]
    .map(([key, { entry, pages }]) => {
      const { actor, identity, name, role, part, actsFor } = entry;
      return { actor, identity, name, role, part: part ?? null, actsFor: actsFor ?? null, pages, seat: seatOf(key), isSelf: actor === self.actor };
    })
    .sort((a, b) => Number(b.isSelf) - Number(a.isSelf) || a.seat - b.seat);
}

function samePeople(a: readonly SessionPerson[], b: readonly SessionPerson[]): boolean {
  const same = (one: SessionPerson, other: SessionPerson | undefined): boolean =>
    other !== undefined && one.actor === other.actor && one.name === other.name && one.seat === other.seat && one.pages.length === other.pages.length;
  return a.length === b.length && a.every((person, index) => same(person, b[index]));
}

function watchPeople(
  self: EnterAnswer,
  roster: ReadonlyStore<readonly RosterEntry[]>,
  line: SessionLine,
): Watched<readonly SessionPerson[]> {
  const read = (): readonly SessionPerson[] =>
    peopleIn(self, roster.get(), line.others.get(), line.status.get() === "connected" || line.status.get() === "reconnecting");
  const store = createStore(read());
  const refresh = (): void => {
    const next = read();
    if (!samePeople(store.get(), next)) store.set(next);
  };
  const stops = [roster.subscribe(refresh), line.others.subscribe(refresh), line.status.subscribe(refresh)];
  return { store, stop: () => stops.forEach((stop) => stop()) };
}

function watchNotice(parts: SessionParts, scene: SceneReplica, clock: RoomClock): Watched<RoomNotice | null> {
  const { line, quality, isOnline } = parts;
  const store = createStore<RoomNotice | null>(null);
  let cancel: Unsubscribe | null = null;
  let pending: RoomNotice | null = null;
  const refresh = (): void => {
    const next = noticeOf({
      transport: line.status.get(),
      isSlow: line.slow.get(),
      ownQuality: quality.get().own,
      otherQuality: quality.get().other,
      save: scene.status.get().save,
      isOnline: isOnline.get(),
    });
    if (next === store.get()) {
      cancel?.();
      cancel = null;
      pending = null;
      return;
    }
    if (cancel !== null && next === pending) return;
    cancel?.();
    cancel = null;
    pending = next;
    if (next === null || NOTICE_PATIENCE_MS[next] === 0) {
      pending = null;
      return store.set(next);
    }
    cancel = clock.after(NOTICE_PATIENCE_MS[next], () => {
      cancel = null;
      pending = null;
      store.set(next);
    });
  };
  refresh();
  const sources = [line.status, line.slow, quality, isOnline, scene.status];
  const stops = sources.map((source) => source.subscribe(refresh));
  return {
    store,
    stop: () => {
      cancel?.();
      stops.forEach((stop) => stop());
    },
  };
}
