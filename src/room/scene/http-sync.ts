import type { ActorClaim } from "@/core/access/actor";
import type { PullAnswer, PushAnswer } from "@/core/room/contract";
import { callCommand, callQuery } from "../api";
import { subscribePush } from "../push";
import { roomTime } from "../room-time";
import type { Unsubscribe } from "../transport";
import type { PageSignals, SceneSync } from "./sync";

/** The scene's way to the server: commands and queries over HTTPS, pokes over server-sent events. */
export function createHttpSync(visitId: string, as: ActorClaim): SceneSync {
  return {
    push: (actor, ops, lastCall) =>
      callCommand<unknown, PushAnswer>("room/push-ops", { visitId, actor, ops }, { as, keepalive: lastCall }),
    pull: async (sinceVersion) => {
      const askedMs = performance.now();
      const answer = await callQuery<unknown, PullAnswer>("room/scene", { visitId, sinceVersion }, { as });
      if (answer.ok && answer.value.atMs !== undefined) roomTime.hear(answer.value.atMs, askedMs, performance.now());
      return answer;
    },
    onPoke: (handler) =>
      subscribePush(as, {
        event: ({ topic, ids }) => {
          if (topic === "room.ops" && ids.visitId === visitId) handler(ids.version ?? null);
        },
        opened: () => handler(null),
      }),
  };
}

/** The page's own signals. Hiding counts as going away: on phones it is the last event there is. */
export function createPageSignals(): PageSignals {
  const onVisibility = (state: DocumentVisibilityState, handler: () => void): Unsubscribe => {
    const listener = (): void => {
      if (document.visibilityState === state) handler();
    };
    document.addEventListener("visibilitychange", listener);
    return () => document.removeEventListener("visibilitychange", listener);
  };
  const onWindow = (event: "pagehide" | "online" | "pageshow", handler: () => void): Unsubscribe => {
    window.addEventListener(event, handler);
    return () => window.removeEventListener(event, handler);
  };
  return {
    onHide: (handler) => both(onVisibility("hidden", handler), onWindow("pagehide", handler)),
    onShow: (handler) => both(onVisibility("visible", handler), onWindow("online", handler)),
  };
}

const both =
  (first: Unsubscribe, second: Unsubscribe): Unsubscribe =>
  () => {
    first();
    second();
  };
