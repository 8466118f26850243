import { type BrowserContext, type Page } from "@playwright/test";
import { build, type Plugin } from "esbuild";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { JsonValue } from "@/core/room/json";
import { send } from "./arrive";

/** What a scene holds, in short: equal sums are equal scenes. */
export interface SceneSum {
  readonly hash: string;
  /** Per actor, the number up to which nothing is missing. */
  readonly seen: readonly (readonly [actor: number, seq: number])[];
  readonly ops: number;
}

/** How a page's room is doing. */
export interface HarnessLook extends SceneSum {
  readonly actor: number;
  readonly line: string;
  readonly save: string;
  /** Own edits that the server has not acknowledged. */
  readonly waiting: number;
  readonly live: boolean;
  readonly loaded: boolean;
  readonly people: number;
  /** How many rooms of the media server this page has connected, one after the other. */
  readonly rooms: number;
}

/** Edits one after another. */
export interface EditPlan {
  readonly count: number;
  readonly everyMs: number;
  /** Names the parts that are hidden: letters. */
  readonly salt: string;
}

/** Bytes over a page's data channels, and of its calls to the server about the scene. */
export interface Traffic {
  lineIn: number;
  lineOut: number;
  serverIn: number;
  serverOut: number;
  calls: number;
}

/** What a bad line does to what a page sends. */
export interface LineFaults {
  readonly loss: number;
  readonly duplication: number;
  readonly reordering: number;
  readonly maxDelayMs: number;
}

/** What a harness page's script hangs on its window. */
export interface RoomHarness {
  /** Comes in; `as` is the claim that calls carry. */
  enter(visitId: string, as: string): Promise<{ actor: number; role: string }>;
  /** The same, timed in ms since the server's answer: until the scene is there, and until others' edits come straight. */
  timeJoin(visitId: string, as: string): Promise<{ interactiveMs: number; liveMs: number }>;
  look(): HarnessLook;
  edit(plan: EditPlan): Promise<void>;
  /** The same without waiting for its end. */
  keepEditing(plan: EditPlan): void;
  read(register: string): JsonValue;
  /** False when the edit was not taken. */
  write(register: string, value: JsonValue): boolean;
  readServer(visitId: string, as: string): Promise<SceneSum>;
  /** Actors whose heads and hands were heard of. */
  heads(): readonly number[];
  deafen(): void;
  mute(): void;
  traffic(): Traffic;
  /** What this page sends over its line is lost, doubled and delayed in these shares, 0 to 1; how many messages there were, and how many packets left. */
  mistreat(faults: LineFaults, seed: number): { handedOver: number; left: number };
  /** Nothing that comes over the line is read for so long; then all of it is, in order. */
  holdReads(forMs: number): void;
  leave(): Promise<void>;
}

/** What a forger's page hangs on its window. */
export interface RoomForger {
  enter(visitId: string, as: string): Promise<{ actor: number }>;
  kinds(): readonly string[];
  forge(kind: string): Promise<void>;
  /** An edit of their own, sealed and sent as the product does it, to the other pages alone. */
  honest(register: string, value: JsonValue): Promise<void>;
  /** Sends the last of those once more. */
  again(): Promise<void>;
  /** Has the server store those edits. */
  store(): Promise<void>;
  /** Tries to have the server store what it may not; how each try ended. */
  pushForged(): Promise<readonly string[]>;
}

declare global {
  interface Window {
    roomHarness: RoomHarness;
    roomForger: RoomForger;
  }
}

const root = resolve(import.meta.dirname, "../..");

const bundleOptions = {
  bundle: true,
  write: false,
  format: "iife",
  platform: "browser",
  target: "es2023",
  absWorkingDir: root,
  tsconfig: join(root, "tsconfig.json"),
  logLevel: "silent",
  define: { "process.env.NODE_ENV": '"production"', "process.env.BEDSIDE_DEMO": '"1"' },
} as const;

/** The product's build gives each worker a file of its own; here they travel within the script. */
const inlineWorkers: Plugin = {
  name: "inline-workers",
  setup: (self) => {
    self.onLoad({ filter: /src\/room\/.*\.ts$/ }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const [spelled, worker = ""] of contents.matchAll(/new URL\("([^"]+)", import\.meta\.url\)/g)) {
        const entry = worker.startsWith(".") ? resolve(dirname(path), worker) : worker;
        const { outputFiles } = await build({ ...bundleOptions, entryPoints: [entry] });
        contents = contents.replace(spelled, `URL.createObjectURL(new Blob([${JSON.stringify(outputFiles[0]?.text ?? "")}], { type: "text/javascript" }))`);
      }
      return { contents, loader: "ts" };
    });
  },
};

const bundles = new Map<string, Promise<string>>();

const TRANSPORT = join(root, "tests/support/room-harness-transport.ts");

/** The room's transport is the product's, within one that can mistreat what it sends. */
const harmfulTransport: Plugin = {
  name: "harmful-transport",
  setup: (self) => {
    self.onResolve({ filter: /\/livekit-transport$/ }, ({ importer }) => (importer === TRANSPORT ? undefined : { path: TRANSPORT }));
  },
};

/** The script of a harness page, from an entry beside this file or named from the root. */
export function harnessScript(entry = "tests/support/room-harness-page.ts"): Promise<string> {
  const known = bundles.get(entry) ?? build({ ...bundleOptions, entryPoints: [join(root, entry)], plugins: [inlineWorkers, harmfulTransport] }).then(({ outputFiles }) => outputFiles[0]?.text ?? "");
  bundles.set(entry, known);
  return known;
}

/** A page that draws nothing, with the room's script on it. Its context must bypass the policy for scripts. */
export async function openHarness(context: BrowserContext, entry?: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto("/api/health/live");
  await page.addScriptTag({ content: await harnessScript(entry) });
  return page;
}

/** The clinician, signed in within the context, lets the patient in. */
export async function admitByCall(context: BrowserContext, visitId: string): Promise<void> {
  await send(context, "visits/admit", "session", { visitId });
}
