import { join } from "node:path";
import { type Page } from "@playwright/test";
import { build } from "esbuild";
import type { createPlacedVoices, VoiceContext, VoiceElement, VoiceMode, VoicePlace } from "@/room/voice/placed-voices";
import { root } from "../support/files";
import { expect, test } from "../support/test";

/** How loud a voice comes to each ear. */
interface Heard {
  readonly left: number;
  readonly right: number;
}

/** A voice somewhere, and whether it was sent on the left channel alone. */
interface Voice {
  readonly mode: VoiceMode;
  readonly at: VoicePlace;
  readonly isLeftOnly?: boolean;
}

const at = (aroundDeg: number, metres = 1): VoicePlace => ({ x: metres * Math.sin((aroundDeg * Math.PI) / 180), y: 0, z: -metres * Math.cos((aroundDeg * Math.PI) / 180) });

/** The room's own way of placing voices, into the browser's own audio, whose two channels are read. */
async function hear(page: Page, voices: readonly Voice[]): Promise<readonly Heard[]> {
  return page.evaluate(async (list) => {
    const { createPlacedVoices: create } = (window as unknown as { placing: { createPlacedVoices: typeof createPlacedVoices } }).placing;
    const rate = 44_100;
    const hearOne = async ({ mode, at: place, isLeftOnly }: Voice): Promise<Heard> => {
      const offline = new OfflineAudioContext(2, rate / 4, rate);
      const sound = offline.createBuffer(isLeftOnly ? 2 : 1, rate / 4, rate);
      let seed = 1;
      const samples = sound.getChannelData(0);
      for (let i = 0; i < samples.length; i += 1) samples[i] = (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
      // What is heard comes out of a buffer instead of the air; everything after it is the room's.
      const context = {
        state: "running",
        destination: offline.destination,
        createPanner: () => offline.createPanner(),
        createGain: () => offline.createGain(),
        createMediaStreamSource: () => {
          const source = offline.createBufferSource();
          source.buffer = sound;
          source.start();
          return source;
        },
        resume: () => Promise.resolve(),
        close: () => Promise.resolve(),
      } as unknown as VoiceContext;
      const element: VoiceElement = { muted: false, srcObject: new MediaStream() };
      const placed = create(() => context);
      placed.setVoices(new Map([["somebody", element]]));
      placed.setMode(mode);
      placed.place("somebody", place);
      const rendered = await offline.startRendering();
      // The first moments hold the sound that only begins.
      const loudness = (channel: number): number => Math.sqrt(rendered.getChannelData(channel).slice(rate / 8).reduce((sum, each) => sum + each * each, 0) / (rate / 8));
      return { left: loudness(0), right: loudness(1) };
    };
    const heard: Heard[] = [];
    for (const voice of list) heard.push(await hearOne(voice));
    return heard;
  }, voices);
}

test("ANA-608: a voice is louder in the ear that its person stands by, as loud in both from ahead, and with mono the same in both", async ({ page }) => {
  const { outputFiles } = await build({ entryPoints: [join(root, "src/room/voice/placed-voices.ts")], bundle: true, format: "iife", globalName: "placing", write: false });
  await page.addScriptTag({ content: `${outputFiles[0]?.text ?? ""};window.placing = placing;` });
  const [left, right, aLittle, ahead, far, mono, oneChannel] = await hear(page, [
    { mode: "placed", at: at(-90) },
    { mode: "placed", at: at(90) },
    { mode: "placed", at: at(15) },
    { mode: "placed", at: at(0) },
    { mode: "placed", at: at(0, 3) },
    { mode: "mono", at: at(-90) },
    { mode: "mono", at: at(-90), isLeftOnly: true },
  ]);
  const lean = (heard: Heard | undefined): number => (heard ? Math.log2(heard.right / heard.left) : NaN);
  expect(lean(left)).toBeLessThan(-1);
  expect(lean(right)).toBeGreaterThan(1);
  expect(lean(aLittle)).toBeGreaterThan(0.2);
  expect(lean(aLittle)).toBeLessThan(lean(right));
  expect(Math.abs(lean(ahead))).toBeLessThan(0.1);
  expect(lean(mono)).toBe(0);
  expect(lean(oneChannel)).toBe(0);
  for (const each of [left, right, aLittle, ahead, far, mono, oneChannel]) expect((each?.left ?? 0) + (each?.right ?? 0)).toBeGreaterThan(0.05);
  // Farther away it is softer, and still to be understood.
  const share = (far?.left ?? 0) / (ahead?.left ?? NaN);
  expect(share).toBeGreaterThan(0.4);
  expect(share).toBeLessThan(0.8);
});
