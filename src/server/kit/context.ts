import "server-only";
import type { Actor } from "@/core/access/actor";
import type { FieldMap } from "@/core/access/fields";
import type { Facts, Resource, Verb } from "@/core/access/policy";
import type { NotificationKind, NotificationSubject } from "@/core/notifications/kinds";
import type { PushIds, Topic } from "@/core/kit/topics";
import type { Tx } from "./db";
import type { Job, JobPayload } from "./jobs";
import type { MailDraft } from "./mail";

/** What a query may use. */
export interface ReadContext {
  /** The database. In a command, the transaction that all its writes share. */
  readonly tx: Tx;
  readonly actor: Actor;
  /** The request's one idea of now, epoch milliseconds. */
  readonly nowMs: number;
  readonly requestId: string;
  /** Verbs that this actor may use on such a thing; goes out with its view. */
  verbs(resource: Resource, facts: Facts): readonly Verb[];
  /** Whether the policy lets this actor do so: to leave rows out of a list. */
  may(resource: Resource, verb: Verb, facts: Facts): boolean;
  /** A view as this actor may read it: classed fields that the policy withholds from them are null. */
  shown<View extends object>(fields: FieldMap<View>, facts: Facts, view: View): View;
  /** The secret in a cookie that came with the request, or null. */
  cookie(name: string): string | null;
}

/** A cookie that a command sets. Always HttpOnly, SameSite=Lax, Path=/, Secure over https. */
export interface CookieChange {
  readonly name: string;
  /** Empty takes the cookie away. */
  readonly value: string;
  /** Absent: until the browser closes. */
  readonly maxAgeS?: number;
}

/** What a command may use. */
export interface WriteContext extends ReadContext {
  /** A new random uuid. */
  ids(): string;
  /** Tells open pages, once this transaction commits; durable topics leave an outbox row too. */
  emit(topic: Topic, ids: PushIds): Promise<void>;
  /** Puts a job beside this write: it runs if and only if the transaction commits. */
  enqueue<J extends Job>(job: J, payload: JobPayload<J>, options?: { jobKey?: string; runAtMs?: number }): Promise<void>;
  /** Tells people of something: a row in their notifications and a push. Ids only; disabled accounts are left out. */
  notify(accountIds: readonly string[], kind: NotificationKind, subject: NotificationSubject | null): Promise<void>;
  /** Has the worker send a mail, if and only if the transaction commits. Its text is kept sealed until then. */
  mail(draft: MailDraft): Promise<void>;
  /** Sets a cookie on the answer, if the command succeeds. */
  setCookie(change: CookieChange): void;
}
