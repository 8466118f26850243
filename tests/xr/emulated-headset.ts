import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";

const require = createRequire(import.meta.url);
const iwerFile = join(dirname(require.resolve("iwer/package.json")), "build/iwer.min.js");

/** What the emulator puts on the page; only what the tests drive. */
interface EmulatedDevice {
  position: { set(x: number, y: number, z: number): void };
  quaternion: { set(x: number, y: number, z: number, w: number): void };
  primaryInputMode: "controller" | "hand";
  controllers: Record<"left" | "right", EmulatedInput & { updateButtonValue(button: "trigger" | "squeeze", value: number): void }>;
  hands: Record<"left" | "right", EmulatedInput & { updatePinchValue(value: number): void }>;
  installSEM(room: new () => EmulatedRoom): void;
  updateVisibilityState(state: "visible" | "visible-blurred"): void;
  ipd: number;
  activeSession: unknown;
}

interface EmulatedInput {
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

  /** Puts the right controller or hand somewhere, pointing from there at `at`; metres above the floor. */
  async place(input: "controller" | "hand", from: Point, at: Point): Promise<void> {
    await this.page.evaluate(
      ([kind, position, target]) => {
        const right = kind === "hand" ? window.emulatedHeadset.hands.right : window.emulatedHeadset.controllers.right;
        right.position.set(...position);
        const [x, y, z] = [0, 1, 2].map((i) => target[i]! - position[i]!) as [number, number, number];
        const yaw = Math.atan2(-x, -z);
        const pitch = Math.atan2(y, Math.hypot(x, z));
        const [sy, cy, sp, cp] = [Math.sin(yaw / 2), Math.cos(yaw / 2), Math.sin(pitch / 2), Math.cos(pitch / 2)];
        right.quaternion.set(cy * sp, sy * cp, -sy * sp, cy * cp);
      },
      [input, from, at] as const,
    );
    await this.frames(2);
  }

  async trigger(value: 0 | 1): Promise<void> {
    await this.page.evaluate((v) => window.emulatedHeadset.controllers.right.updateButtonValue("trigger", v), value);
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

  async squeeze(value: 0 | 1): Promise<void> {
    await this.page.evaluate((v) => window.emulatedHeadset.controllers.right.updateButtonValue("squeeze", v), value);
    await this.frames(2);
  }

  async pinch(value: number): Promise<void> {
    await this.page.evaluate((v) => window.emulatedHeadset.hands.right.updatePinchValue(v), value);
    await this.frames(2);
  }

  /** Moves the right hand so that the tip of its index finger goes to a place, a centimetre for each picture, and back out again. */
  async poke(from: Point, to: Point): Promise<void> {
    await this.place("hand", from, [from[0], from[1], from[2] - 1]);
    await this.page.evaluate(
      async ([start, end]) => {
        const session = window.emulatedHeadset.activeSession as XRSession;
        const { right } = window.emulatedHeadset.hands;
        const space = await session.requestReferenceSpace("local-floor");
        const frame = (): Promise<void> => new Promise((resolve) => session.requestAnimationFrame(() => resolve()));
        // A frame may be read only while it is told of.
        const tipNow = (): Promise<DOMPointReadOnly> =>
          new Promise((resolve, reject) => {
            session.requestAnimationFrame((_time, each) => {
              const hand = [...session.inputSources].find(({ handedness }) => handedness === "right")?.hand;
              const tip = hand?.get("index-finger-tip");
              const pose = tip && each.getJointPose?.(tip, space);
              if (pose) resolve(pose.transform.position);
              else reject(new Error("the hand has no index finger"));
            });
          });
        const { x, y, z } = await tipNow();
        const ahead = [x - start[0], y - start[1], z - start[2]] as const;
        const steps = Math.ceil(Math.hypot(end[0] - start[0], end[1] - start[1], end[2] - start[2]) / 0.01);
        const put = async (share: number): Promise<void> => {
          const at = (i: 0 | 1 | 2): number => start[i] + (end[i] - start[i]) * share - ahead[i];
          right.position.set(at(0), at(1), at(2));
          await frame();
        };
        for (let step = 0; step <= steps; step += 1) await put(step / steps);
        for (const share of [0.7, 0.3, 0]) await put(share);
      },
      [from, to] as const,
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
