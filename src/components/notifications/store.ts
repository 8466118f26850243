import type { DomainError } from "@/core/kit/errors";
import type { NotificationPage } from "@/core/notifications/views";
import { callQuery } from "@/room/api";
import { createStore } from "@/room/store";

/** What the bell and the page of notifications show: the newest of them, and why the last look failed. */
export interface Told {
  readonly page: NotificationPage | null;
  readonly error: DomainError | null;
}

const told = createStore<Told>({ page: null, error: null });
let isAsking = false;
let isDirty = false;

/** The newest notifications, for whoever shows them. */
export const notifications = { get: told.get, subscribe: told.subscribe };

/** Looks again. Looks that are asked for meanwhile become one. */
export async function lookForNotifications(): Promise<void> {
  isDirty = true;
  if (isAsking) return;
  isAsking = true;
  while (isDirty) {
    isDirty = false;
    const result = await callQuery<object, NotificationPage>("notifications/list", {});
    told.set(result.ok ? { page: result.value, error: null } : { page: told.get().page, error: result.error });
  }
  isAsking = false;
}
