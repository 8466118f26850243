import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import type { PullAnswer, PushAnswer } from "@/core/room/contract";
import type { SceneOp } from "@/core/room/op";
import type { Unsubscribe } from "../transport";

/** How the scene reaches the server. One implementation over HTTPS; tests bring their own. */
export interface SceneSync {
  /** Stores ops of one of this person's actors; safe to repeat. `lastCall`: the page is going away. */
  push(actor: number, ops: readonly SceneOp[], lastCall: boolean): Promise<Result<PushAnswer, DomainError>>;
  /** What was stored after `sinceVersion`; 0 asks for everything that still matters. */
  pull(sinceVersion: number): Promise<Result<PullAnswer, DomainError>>;
  /** Calls when the server has a new version, or when something may have been missed (null). */
  onPoke(handler: (version: number | null) => void): Unsubscribe;
}

/** Events of the page that matter to what is not saved yet. */
export interface PageSignals {
  onHide(handler: () => void): Unsubscribe;
  onShow(handler: () => void): Unsubscribe;
}
