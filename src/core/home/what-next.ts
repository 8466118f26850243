/**
 * What somebody's first page may ask them to do: where it leads, and how soon it wants doing.
 * - `now`: somebody waits, or a promise is already broken;
 * - `today`: before the day is over;
 * - `later`: it can wait, and must not be forgotten.
 * `{id}` is the id of the one thing, or of the first of several. The order is the order on the page
 * among things of one urgency.
 */
const STEPS = {
  // Clinicians and trainees.
  emergency_open: { urgency: "now", href: "/people/{id}" },
  draft_asked: { urgency: "today", href: "/visit/{id}/note" },
  note_unsigned: { urgency: "today", href: "/visit/{id}/note" },
  draft_mine: { urgency: "today", href: "/visit/{id}/note" },
  // The desk.
  mail_undelivered: { urgency: "now", href: "/people/{id}" },
  registration_pending: { urgency: "today", href: "/people/registrations" },
  contact_missing: { urgency: "today", href: "/people/{id}" },
  duplicate_likely: { urgency: "later", href: "/people/duplicates" },
  // Admins.
  recovery_asked: { urgency: "now", href: "/settings/recoveries" },
  setup_left: { urgency: "today", href: "/settings/{id}" },
  client_expiring: { urgency: "today", href: "/settings/integrations" },
  invite_open: { urgency: "later", href: "/settings/staff" },
  retention_due: { urgency: "later", href: "/settings/retention" },
  // Auditors.
  emergency_to_review: { urgency: "today", href: "/review" },
  // Interpreters: visits that they are asked into.
  visit_to_interpret: { urgency: "today", href: null },
  // Patients, and those who act for one.
  summary_new: { urgency: "today", href: "/visit/{id}/summary" },
  consent_missing: { urgency: "today", href: "/home/details" },
  phone_missing: { urgency: "later", href: "/home/details" },
  proxy_visit_next: { urgency: "today", href: "/home?for={id}" },
} as const satisfies Record<string, { readonly urgency: Urgency; readonly href: string | null }>;

/** How soon something wants doing. */
export const URGENCIES = ["now", "today", "later"] as const;
/** See {@link URGENCIES}. */
export type Urgency = (typeof URGENCIES)[number];

/** What there may be to do. */
export type NextKind = keyof typeof STEPS;

/** Every kind, in the order of the page. */
export const NEXT_KINDS = Object.keys(STEPS) as readonly NextKind[];

/** What was found for one kind. */
export interface Finding {
  readonly kind: NextKind;
  readonly count: number;
  /** The one thing, or the first of several. */
  readonly id?: string | null;
  /** Whom or what it is about, as its reader may read it. */
  readonly name?: string | null;
  /** Since when it waits, or when it begins: epoch ms. */
  readonly atMs?: number | null;
}

/** One card of a first page: one thing to do. */
export interface NextCard {
  readonly kind: NextKind;
  readonly urgency: Urgency;
  readonly count: number;
  /** The one thing, or the first of several. */
  readonly id: string | null;
  readonly name: string | null;
  readonly atMs: number | null;
  /** Null: there is no page of ours for it. */
  readonly href: string | null;
}

const DAY_MS = 86_400_000;
/** A note, draft or registration that has waited for so long wants doing first. */
export const OVERDUE_MS = 2 * DAY_MS;
/** A visit that begins within so long, or has begun, comes before everything else. */
export const SOON_MS = 15 * 60_000;

const AGES: ReadonlySet<NextKind> = new Set<NextKind>(["draft_asked", "note_unsigned", "registration_pending", "emergency_to_review"]);
/** What is newest is meant first. */
const NEWEST_FIRST: ReadonlySet<NextKind> = new Set<NextKind>(["summary_new"]);
const BEGINS: ReadonlySet<NextKind> = new Set<NextKind>(["visit_to_interpret", "proxy_visit_next"]);

function urgencyOf({ kind, atMs }: Finding, nowMs: number): Urgency {
  if (atMs == null) return STEPS[kind].urgency;
  if (AGES.has(kind) && nowMs - atMs >= OVERDUE_MS) return "now";
  if (BEGINS.has(kind)) return atMs - nowMs <= SOON_MS ? "now" : atMs - nowMs < DAY_MS ? "today" : "later";
  return STEPS[kind].urgency;
}

function inTime(a: NextCard, b: NextCard): number {
  const later = (a.atMs ?? Infinity) - (b.atMs ?? Infinity);
  return Number.isNaN(later) ? 0 : NEWEST_FIRST.has(a.kind) ? -later : later;
}

/**
 * What is next, the most pressing first: by urgency, then in the order of the kinds, then the oldest or
 * soonest (of summaries the newest). Kinds of which nothing was found are left out, so that a page with nothing to do is empty.
 */
export function whatNext(findings: readonly Finding[], nowMs: number): readonly NextCard[] {
  const cards = findings
    .filter(({ count }) => count > 0)
    .map((finding): NextCard => {
      const { kind, count, id = null, name = null, atMs = null } = finding;
      const pattern: string | null = STEPS[kind].href;
      const href = pattern === null || !pattern.includes("{id}") ? pattern : id === null ? null : pattern.replace("{id}", id);
      return { kind, urgency: urgencyOf(finding, nowMs), count, id, name, atMs, href };
    });
  return cards.sort(
    (a, b) =>
      URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) ||
      NEXT_KINDS.indexOf(a.kind) - NEXT_KINDS.indexOf(b.kind) ||
      inTime(a, b),
  );
}
