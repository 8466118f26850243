import type { Seat } from "../colours";

/** Somebody who is in the scene, as the page names them. */
export interface ScenePerson {
  readonly actor: number;
  readonly name: string;
  readonly seat: Seat;
  readonly isSelf: boolean;
}
