import type { Presenter } from "./element-values";
import type { Camera, Vec3 } from "./values";

/** How one viewer goes along with the presenter. `apart`: looked away on their own and may come back. */
export type FollowMode = "free" | "following" | "apart";

/** What changes how a viewer goes along. */
export type FollowEvent =
  | { readonly kind: "presenter"; readonly presenter: Presenter | null; readonly self: number }
  | { readonly kind: "moved" }
  | { readonly kind: "follow" }
  | { readonly kind: "stop" };

/** One viewer's going along. */
export interface FollowState {
  readonly mode: FollowMode;
  readonly presenter: Presenter | null;
}

/** Nobody presents. */
export const NOT_FOLLOWING: FollowState = { mode: "free", presenter: null };

/**
 * The next state. A presenter who holds takes everybody along until it ends; else whoever moves on
 * their own is apart and may follow again. Nobody follows themselves.
 */
export function nextFollow(state: FollowState, event: FollowEvent): FollowState {
  switch (event.kind) {
    case "presenter": {
      const { presenter, self } = event;
      if (!presenter || presenter.actor === self) return { mode: "free", presenter };
      const isNew = presenter.actor !== state.presenter?.actor;
      return { mode: isNew || presenter.hold ? "following" : state.mode, presenter };
    }
    case "follow":
      return state.mode === "apart" ? { ...state, mode: "following" } : state;
    case "moved":
    case "stop":
      // Held together: only its end lets go. "Stop everything" of a headset does not come this way.
      return state.mode === "following" && !state.presenter?.hold ? { ...state, mode: "apart" } : state;
  }
}

/** Comfort: how fast a followed eye may travel and turn; beyond a metre it cuts instead of flying. */
export const FOLLOW_LIMITS = { speedMps: 1.2, turnRadps: 1.2, cutM: 2 } as const;

/**
 * The eye one step nearer to `target`, in at most the speed and turn that people bear; where it is
 * too far to travel, `target` itself, to be shown by a cut. In a headset the head is never turned: use
 * the position and let people look where they like.
 */
export function followEye(now: Camera, target: Camera, stepMs: number): Camera {
  const away: Vec3 = [target.p[0] - now.p[0], target.p[1] - now.p[1], target.p[2] - now.p[2]];
  const farM = Math.hypot(...away);
  if (farM > FOLLOW_LIMITS.cutM) return target;
  const share = farM === 0 ? 1 : Math.min(1, (FOLLOW_LIMITS.speedMps * stepMs) / 1000 / farM);
  const dot = now.q.reduce((sum, part, at) => sum + part * (target.q[at] ?? 0), 0);
  const angleRad = 2 * Math.acos(Math.min(1, Math.abs(dot)));
  const turn = angleRad === 0 ? 1 : Math.min(1, (FOLLOW_LIMITS.turnRadps * stepMs) / 1000 / angleRad);
  const p: Vec3 = [now.p[0] + away[0] * share, now.p[1] + away[1] * share, now.p[2] + away[2] * share];
  return { ...target, p, q: turnTowards(now.q, target.q, turn, dot) };
}

// Normalised linear blend along the shorter way: at these small steps no different from the arc.
function turnTowards(from: Camera["q"], to: Camera["q"], share: number, dot: number): Camera["q"] {
  const sign = dot < 0 ? -1 : 1;
  const mix = (at: 0 | 1 | 2 | 3): number => from[at] + (sign * to[at] - from[at]) * share;
  const q: Camera["q"] = [mix(0), mix(1), mix(2), mix(3)];
  const length = Math.hypot(...q) || 1;
  return [q[0] / length, q[1] / length, q[2] / length, q[3] / length];
}
