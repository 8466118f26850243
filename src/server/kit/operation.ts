import "server-only";
import type { z } from "zod";
import type { Actor } from "@/core/access/actor";
import type { WriteMap } from "@/core/access/fields";
import type { Facts, Resource, Verb } from "@/core/access/policy";
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import type { CookieChange, ReadContext, WriteContext } from "./context";
import type { ClearSource } from "../audit/write-audit";
import type { RateRule } from "./rate-limit";

/** `<area>/<verb-and-noun>`: also the address, `POST /api/<area>/<verb-and-noun>`. */
export type OperationName = `${string}/${string}`;

/** Which thing an audit row is about. Ids only. */
export interface AuditSubject {
  readonly type: Resource;
  readonly id: string | null;
  /** Left out: the patient of the facts. */
  readonly patientId?: string | null;
}

/** What every call brings, however it came in. */
export interface Call {
  readonly actor: Actor;
  readonly input: unknown;
  readonly requestId: string;
  readonly nowMs: number;
  /** Hash of where the request came from: rate buckets of people we don't know. */
  readonly source: string;
  /** Where the request came from, in clear: for the audit alone. Absent for our own jobs. */
  readonly from?: ClearSource;
  readonly cookie: (name: string) => string | null;
}

/** A call of a command. */
export interface CommandCall extends Call {
  readonly idempotencyKey: string | null;
}

/** What a command answers with: its view, and cookies to set. */
export interface CommandAnswer<O> {
  readonly result: Result<O, DomainError>;
  readonly cookies: readonly CookieChange[];
  /** The answer is one that was given before to the same idempotency key. */
  readonly replayed: boolean;
}

/**
 * What `save` answers with when what it wrote must stay although the caller is refused: a counted
 * wrong guess, for example. The transaction commits; the answer is the error.
 */
export class KeptRefusal {
  constructor(readonly error: DomainError) {}
}

/**
 * A write, in parts. The pipeline runs them in this order: rate → input → idempotency key →
 * transaction { load → access → decide → save → audit, outbox } → output. See `command-pipeline.ts`.
 *
 * Write the parts in the order of this type: TypeScript learns `State` from `load`, so `load` stands
 * before `access`, `audit` and `decide`.
 *
 * @example src/server/access/revoke-session.ts
 */
export interface CommandSpec<In extends z.ZodType, Out extends z.ZodType, State, Changes> {
  readonly name: OperationName;
  /** One plain sentence for the OpenAPI document. */
  readonly summary: string;
  readonly input: In;
  /** The view: what leaves the server is what this schema lets through. */
  readonly output: Out;
  /** Reads what `decide` needs, with the locks it needs. Null: there is no such thing. */
  load(ctx: WriteContext, input: z.output<In>): Promise<State | null>;
  /**
   * `facts` says to whom the loaded thing belongs. The pipeline holds it against the policy: no
   * grant for such an actor at all → denied, before anything is loaded; a grant but no relation →
   * not found.
   */
  readonly access: {
    readonly resource: Resource;
    readonly verb: Verb;
    readonly facts: (state: State, input: z.output<In>, actor: Actor) => Facts;
  };
  /**
   * Which fields of the input tell what of a patient. The pipeline refuses those that the policy's field rules don't
   * let this actor write, by name (ACC-48). A command about patients has this, or a reason in `access-routes.test.ts`.
   */
  readonly writes?: WriteMap;
  readonly audit: {
    /** `appointment.book` */
    readonly action: string;
    /** Called for refusals as well: then `output`, and before loading `state`, are null. */
    readonly subject: (input: z.output<In>, state: State | null, output: z.output<Out> | null) => AuditSubject;
    /**
     * Which successes leave a row: `each` (default); `minute`: the first in each minute by one actor on
     * one subject, where a log of its own holds every one; `none`: signs of life that change nothing.
     * Refusals and failures always leave theirs (AUD-6).
     */
    readonly successes?: "each" | "minute" | "none";
  };
  /** Default: 120 in a minute for each actor; 20 for each source where the actor is public. */
  readonly rate?: RateRule;
  /** Default `read_committed`. `serializable` is tried again up to three times on a conflict. */
  readonly isolation?: "read_committed" | "serializable";
  /** Names of database constraints → the error that `decide` would have given. */
  readonly violations?: Readonly<Record<string, DomainError>>;
  /** Default 64 KiB. */
  readonly maxBytes?: number;
  /** Pure, from core. */
  decide(state: State, input: z.output<In>, now: { actor: Actor; nowMs: number }): Result<Changes, DomainError>;
  /** Writes, emits, enqueues. Row counts are checked: a write that hit nothing throws. */
  save(ctx: WriteContext, changes: Changes, state: State, input: z.output<In>): Promise<z.input<Out> | KeptRefusal>;
}

/** A command as the rest of the server sees it. */
export interface Command<O = unknown> {
  readonly kind: "command";
  readonly name: OperationName;
  readonly summary: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType<O>;
  readonly access: { readonly resource: Resource; readonly verb: Verb };
  readonly writes: WriteMap | null;
  readonly action: string;
  readonly maxBytes: number;
  /** Runs the whole pipeline from the rate limit on. Throws only on bugs and outages. */
  run(call: CommandCall): Promise<CommandAnswer<O>>;
}

/** What a query found, and to whom it belongs. `facts.patientId` also names the patient in the audit. */
export interface Found<O> {
  readonly view: O;
  readonly facts: Facts;
}

/** What a query can no longer show to those who might have seen it: the policy is held against `facts` all the same. */
export interface Gone {
  /** Of kind `gone`. */
  readonly gone: DomainError;
  readonly facts: Facts;
}

/** A read, in parts. */
export interface QuerySpec<In extends z.ZodType, Out extends z.ZodType> {
  readonly name: OperationName;
  /** One plain sentence for the OpenAPI document. */
  readonly summary: string;
  readonly input: In;
  readonly output: Out;
  readonly access: { readonly resource: Resource; readonly verb: Verb };
  /** Present on reads of health records: the row is written before the answer leaves, or nothing leaves. */
  readonly audit?: {
    readonly action: string;
    readonly subject: (input: z.output<In>, view: z.input<Out> | null) => AuditSubject;
  };
  /**
   * Null: there is no such thing. The pipeline holds `facts` against the policy, as with commands,
   * before the view leaves. A list narrows itself to what the actor may see (`ctx.actor`, `ctx.may`)
   * and answers with the facts of the whole: `{ practiceId }`, or the actor's own person.
   */
  run(ctx: ReadContext, input: z.output<In>): Promise<Found<z.input<Out>> | Gone | null>;
}

/** A query as the rest of the server sees it. */
export interface Query<I = unknown, O = unknown> {
  readonly kind: "query";
  readonly name: OperationName;
  readonly summary: string;
  readonly input: z.ZodType<unknown, I>;
  readonly output: z.ZodType<O>;
  readonly access: { readonly resource: Resource; readonly verb: Verb };
  readonly action: string | null;
  run(call: Call): Promise<Result<O, DomainError>>;
}
