import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";

const require = createRequire(import.meta.url);
const iwerFile = join(dirname(require.resolve("iwer/package.json")), "build/iwer.min.js");

export type Side = "left" | "right";

/** What the emulator puts on the page; only what the tests drive. */
interface EmulatedDevice {
  position: { set(x: number, y: number, z: number): void };
  quaternion: { set(x: number, y: number, z: number, w: number): void };
  primaryInputMode: "controller" | "hand";
  controllers: Record<Side, EmulatedInput & { updateButtonValue(button: "trigger" | "squeeze", value: number): void; updateAxes(id: "thumbstick", x: number, y: number): void }>;
  hands: Record<Side, EmulatedInput & { updatePinchValue(value: number): void }>;
  installSEM(room: new () => EmulatedRoom): void;
  updateVisibilityState(state: "visible" | "visible-blurred"): void;
  ipd: number;
  activeSession: unknown;
}

interface EmulatedInput {
  inputSource: XRInputSource;
  position: { set(x: number, y: number, z: number): void };
  quaternion: { set(x: number, y: number, z: number, w: number): void };
}

/** What is around somebody who sees their own room: only what the emulator asks of it. */
interface EmulatedRoom {
  readonly environmentCanvas: HTMLCanvasElement;
  readonly trackedPlanes: ReadonlySet<unknown>;
  readonly trackedMeshes: ReadonlySet<unknown>;
  render(): void;
  computeHitTestResults(ray: ArrayLike<number>): number[][];
}

declare global {
  interface Window {
    IWER: { XRDevice: new (config: unknown, options: unknown) => EmulatedDevice & { installRuntime(options: unknown): void }; metaQuest3: unknown };
    emulatedHeadset: EmulatedDevice;
    askedOfHeadset: string[][];
    refusesSessions?: boolean;
    /** What each hand's motor was asked for, in its order. */
    felt: { readonly hand: Side; readonly strength: number; readonly ms: number }[];
  }
}

/** Metres above the floor of somebody who sits and looks along -z. */
export type Point = readonly [x: number, y: number, z: number];

/** A Quest 3 in the page, put there by the test: the product knows nothing of it. */
export class EmulatedHeadset {
  private constructor(private readonly page: Page) {}

  /** Call before the page is opened. */
  static async install(page: Page): Promise<EmulatedHeadset> {
    await page.addInitScript({ path: iwerFile });
    await page.addInitScript(() => {
      const device = new window.IWER.XRDevice(window.IWER.metaQuest3, { stereoEnabled: false });
      device.installRuntime({ forceInstall: true });
      // Somebody who sits, looking along -z.
      device.position.set(0, 1.2, 0);
      // One eye looks for both, from the middle of the head.
      device.ipd = 0;
      window.emulatedHeadset = device;
      // A motor's register holds its last pulse; here each is kept.
      window.felt = [];
      for (const hand of ["left", "right"] as const) {
        const motor = device.controllers[hand].inputSource.gamepad!.hapticActuators[0]!;
        const pulse = motor.pulse.bind(motor);
        motor.pulse = (strength, ms) => {
          window.felt.push({ hand, strength, ms });
          return pulse(strength, ms);
        };
      }
      // What each session asks for, so that a test can say that it is no more than is needed.
      window.askedOfHeadset = [];
      const ask = navigator.xr!.requestSession.bind(navigator.xr);
      navigator.xr!.requestSession = (mode, init) => {
        window.askedOfHeadset.push([mode, ...(init?.requiredFeatures ?? []), ...(init?.optionalFeatures ?? [])]);
        return window.refusesSessions ? Promise.reject(new Error("refused")) : ask(mode, init);
      };
    });
    return new EmulatedHeadset(page);
  }

  async isInside(): Promise<boolean> {
    return this.page.evaluate(() => window.emulatedHeadset.activeSession !== undefined);
  }

  /** What the latest session asked for: its mode, then its features. */
  async asked(): Promise<readonly string[]> {
    return this.page.evaluate(() => window.askedOfHeadset.at(-1) ?? []);
  }

  /** Puts a table into the person's own room, so wide that every ray downwards meets it; metres above the floor. */
  async furnish(tableHeight: number): Promise<void> {
    await this.page.evaluate((height) => {
      window.emulatedHeadset.installSEM(
        class {
          readonly environmentCanvas = document.createElement("canvas");
          readonly trackedPlanes = new Set();
          readonly trackedMeshes = new Set();
          render(): void {}
          computeHitTestResults(ray: ArrayLike<number>): number[][] {
            const [x, y, z, dx, dy, dz] = [ray[12]!, ray[13]!, ray[14]!, -ray[8]!, -ray[9]!, -ray[10]!];
            const far = (height - y) / dy;
            return dy < 0 && far > 0 ? [[1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x + dx * far, height, z + dz * far, 1]] : [];
          }
        },
      );
    }, tableHeight);
  }

  /** Takes the graphics card away from every picture of the page. */
  async loseGraphics(): Promise<void> {
    await this.page.evaluate(() => {
      for (const canvas of document.querySelectorAll("canvas")) canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
    });
  }

  /** From now on the headset says no to whoever wants in, or yes again. */
  async refuse(isRefusing: boolean): Promise<void> {
    await this.page.evaluate((is) => {
      window.refusesSessions = is;
    }, isRefusing);
  }

  async useHands(): Promise<void> {
    await this.use("hand");
  }

  async useControllers(): Promise<void> {
    await this.use("controller");
  }

  private async use(mode: "hand" | "controller"): Promise<void> {
    await this.page.evaluate((next) => {
      window.emulatedHeadset.primaryInputMode = next;
    }, mode);
    await this.frames(6);
  }

  async blur(isBlurred: boolean): Promise<void> {
    await this.page.evaluate((state) => window.emulatedHeadset.updateVisibilityState(state), isBlurred ? ("visible-blurred" as const) : ("visible" as const));
    await this.frames(2);
  }

  /** Puts a controller or hand somewhere, pointing from there at `at`, rolled about that way; metres above the floor. */
  async place(input: "controller" | "hand", from: Point, at: Point, { side = "right", rollRad = 0 }: { readonly side?: Side; readonly rollRad?: number } = {}): Promise<void> {
    await this.page.evaluate(
      ([kind, position, target, which, roll]) => {
        const held = kind === "hand" ? window.emulatedHeadset.hands[which] : window.emulatedHeadset.controllers[which];
        held.position.set(...position);
        const [x, y, z] = [0, 1, 2].map((i) => target[i]! - position[i]!) as [number, number, number];
        const yaw = Math.atan2(-x, -z);
        const pitch = Math.atan2(y, Math.hypot(x, z));
        const [sy, cy, sp, cp, sr, cr] = [Math.sin(yaw / 2), Math.cos(yaw / 2), Math.sin(pitch / 2), Math.cos(pitch / 2), Math.sin(roll / 2), Math.cos(roll / 2)];
        const [qx, qy, qz, qw] = [cy * sp, sy * cp, -sy * sp, cy * cp];
        held.quaternion.set(qx * cr + qy * sr, qy * cr - qx * sr, qz * cr + qw * sr, qw * cr - qz * sr);
      },
      [input, from, at, side, rollRad] as const,
    );
    await this.frames(2);
  }

  /** Puts the head somewhere, looking along -z; metres above the floor. */
  async stand(at: Point): Promise<void> {
    await this.page.evaluate((place) => window.emulatedHeadset.position.set(...place), at);
    await this.frames(2);
  }

  /** Pushes a stick: to the right, and towards the person, each -1 to 1. */
  async stick(side: Side, x: number, y: number): Promise<void> {
    await this.page.evaluate(([which, ...axes]) => window.emulatedHeadset.controllers[which].updateAxes("thumbstick", ...axes), [side, x, y] as const);
    await this.frames(2);
  }

  /** What the hands have felt since this was last asked. */
  async felt(): Promise<Window["felt"]> {
    return this.page.evaluate(() => window.felt.splice(0));
  }

  /** Where a hand's own middle is, or one of its joints; metres above the floor. */
  async whereIs(side: Side, what: "grip" | XRHandJoint): Promise<Point> {
    const [place] = await this.whereAre(side, [what]);
    if (!place) throw new Error(`nothing is known of the ${side} ${what}`);
    return place;
  }

  /** The same of several at one moment. */
  async whereAre(side: Side, names: readonly ("grip" | XRHandJoint)[]): Promise<readonly Point[]> {
    return this.page.evaluate(
      async ([which, wanted]) => {
        const session = window.emulatedHeadset.activeSession as XRSession;
        const space = await session.requestReferenceSpace("local-floor");
        // A frame may be read only while it is told of.
        return new Promise<Point[]>((resolve) => {
          session.requestAnimationFrame((_time, frame) => {
            const source = [...session.inputSources].find(({ handedness }) => handedness === which);
            resolve(
              wanted.flatMap((name): Point[] => {
                const of = name === "grip" ? source?.gripSpace : source?.hand?.get(name);
                const at = of && frame.getPose(of, space)?.transform.position;
                return at ? [[at.x, at.y, at.z]] : [];
              }),
            );
          });
        });
      },
      [side, names] as const,
    );
  }

  async trigger(value: 0 | 1, side: Side = "right"): Promise<void> {
    await this.page.evaluate(([v, which]) => window.emulatedHeadset.controllers[which].updateButtonValue("trigger", v), [value, side] as const);
    await this.frames(2);
  }

  /** A short pull of the right trigger: panels take a longer one for something else. */
  async pull(): Promise<void> {
    await this.page.evaluate(async () => {
      const session = window.emulatedHeadset.activeSession as { requestAnimationFrame(callback: () => void): number };
      const { right } = window.emulatedHeadset.controllers;
      const frame = (): Promise<void> => new Promise((resolve) => session.requestAnimationFrame(() => resolve()));
      right.updateButtonValue("trigger", 1);
      await frame();
      right.updateButtonValue("trigger", 0);
    });
    await this.frames(2);
  }

  async squeeze(value: 0 | 1, side: Side = "right"): Promise<void> {
    await this.page.evaluate(([v, which]) => window.emulatedHeadset.controllers[which].updateButtonValue("squeeze", v), [value, side] as const);
    await this.frames(2);
  }

  async pinch(value: number, side: Side = "right"): Promise<void> {
    await this.page.evaluate(([v, which]) => window.emulatedHeadset.hands[which].updatePinchValue(v), [value, side] as const);
    await this.frames(2);
  }

  /** Moves the right hand so that the tip of its index finger goes to a place, a centimetre for each picture, and back out again. */
  async poke(from: Point, to: Point): Promise<void> {
    await this.slide([from, to, from]);
  }

  /** The same along a way of several places. */
  async slide([start, ...way]: readonly [Point, ...Point[]]): Promise<void> {
    await this.place("hand", start, [start[0], start[1], start[2] - 1]);
    const tip = await this.whereIs("right", "index-finger-tip");
    await this.page.evaluate(
      async ([places, ahead]) => {
        const session = window.emulatedHeadset.activeSession as XRSession;
        const { right } = window.emulatedHeadset.hands;
        let at = places[0]!;
        for (const next of places) {
          const steps = Math.max(1, Math.ceil(Math.hypot(next[0] - at[0], next[1] - at[1], next[2] - at[2]) / 0.01));
          for (let step = 1; step <= steps; step += 1) {
            const [x = 0, y = 0, z = 0] = [0, 1, 2].map((i) => at[i]! + ((next[i]! - at[i]!) * step) / steps - ahead[i]!);
            right.position.set(x, y, z);
            // What is pressed may be the way out.
            if (window.emulatedHeadset.activeSession !== session) return;
            await new Promise<void>((resolve) => {
              session.requestAnimationFrame(() => resolve());
              session.addEventListener("end", () => resolve(), { once: true });
            });
          }
          at = next;
        }
      },
      [[start, ...way], [tip[0] - start[0], tip[1] - start[1], tip[2] - start[2]]] as const,
    );
    await this.frames(2);
  }

  /** Waits for pictures of the session, so that each change has been seen. */
  async frames(count: number): Promise<void> {
    await this.page.evaluate(async (n) => {
      const session = window.emulatedHeadset.activeSession as { requestAnimationFrame(callback: () => void): number } | undefined;
      if (!session) return;
      for (let i = 0; i < n; i += 1) await new Promise<void>((resolve) => session.requestAnimationFrame(() => resolve()));
    }, count);
  }
}
