import { isSameSide, stepToSide, type Side } from "@/core/anatomy/look";
import { FIRST_LOOK, orbited, type Look } from "./framing";

/** Where this person looks from on a flat screen. Turned by hand at once, led elsewhere only as fast as people bear. */
export class OwnLook {
  private look: Look = FIRST_LOOK;
  private goal: Side | null = null;
  private readonly watchers = new Set<(byHand: boolean) => void>();

  /** `isStill`: whoever wants no motion is there at once. */
  constructor(readonly isStill: boolean) {}

  get now(): Look {
    return this.look;
  }

  /** By the person's own hand; gives up being led. */
  orbit(aroundRad: number, aboveRad: number): void {
    this.goal = null;
    this.put(orbited(this.look, aroundRad, aboveRad), true);
  }

  /** Leads the look to a side. */
  lead(side: Side): void {
    const { aroundRad, aboveRad } = orbited({ ...this.look, ...side }, 0, 0);
    this.goal = { aroundRad, aboveRad };
    if (this.isStill) this.arrive();
    else this.tell(false);
  }

  /** As large as life, where a CSS pixel spans so many metres; null: as it fits the screen. */
  setLifeSize(pixelM: number | null): void {
    if ((this.look.pixelM ?? null) !== pixelM) this.put({ ...this.look, pixelM }, false);
  }

  /** So much has to be in sight from side to side, metres; 0: the stage alone. */
  setBreadth(breadthM: number): void {
    if ((this.look.breadthM ?? 0) !== breadthM) this.put({ ...this.look, breadthM }, false);
  }

  /** One frame on the way; true while it goes on. */
  tick(distanceM: number, elapsedMs: number): boolean {
    if (!this.goal) return false;
    const next = stepToSide(this.look, this.goal, distanceM, elapsedMs);
    if (isSameSide(next, this.goal)) this.arrive();
    else this.put({ ...this.look, ...next }, false);
    return this.goal !== null;
  }

  /** Says on an element where this person looks from: for scripts and tests, which can't see the picture. */
  sayOn(element: HTMLElement): void {
    element.dataset.look = JSON.stringify([this.look.aroundRad, this.look.aboveRad]);
  }

  /** Hears of every change, and whether the person's own hand made it. */
  subscribe(watcher: (byHand: boolean) => void): () => void {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  }

  private arrive(): void {
    if (!this.goal) return;
    const look = { ...this.look, ...this.goal };
    this.goal = null;
    this.put(look, false);
  }

  private put(look: Look, byHand: boolean): void {
    this.look = look;
    this.tell(byHand);
  }

  private tell(byHand: boolean): void {
    for (const watcher of [...this.watchers]) watcher(byHand);
  }
}
