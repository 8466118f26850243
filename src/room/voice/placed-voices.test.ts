import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPlacedVoices, type VoiceContext, type VoiceElement } from "./placed-voices";

/** The graph that was built: who feeds whom. Nodes of the real kind exist only in browsers; the browser's test hears them. */
class GraphNode {
  readonly to = new Set<GraphNode>();
  readonly positionX = { value: 0 };
  readonly positionY = { value: 0 };
  readonly positionZ = { value: 0 };
  panningModel = "";
  distanceModel = "";
  refDistance = 0;
  rolloffFactor = 0;
  channelCount = 2;
  channelCountMode = "max";
  constructor(readonly kind: string) {}
  connect(node: GraphNode): GraphNode {
    this.to.add(node);
    return node;
  }
  disconnect(): void {
    this.to.clear();
  }
}

function graph() {
  const nodes: GraphNode[] = [];
  const make = (kind: string) => (): GraphNode => {
    const node = new GraphNode(kind);
    nodes.push(node);
    return node;
  };
  const destination = new GraphNode("out");
  const context = { createMediaStreamSource: make("source"), createPanner: make("panner"), createGain: make("gain"), destination, state: "running", resume: () => Promise.resolve(), close: () => Promise.resolve() };
  /** Ways from a source to what is heard, by the kinds of nodes on them. */
  const ways = (): string[] => {
    const walk = (node: GraphNode): string[] => (node === destination ? ["out"] : [...node.to].flatMap((next) => walk(next).map((rest) => `${node.kind}>${rest}`)));
    return nodes.filter(({ kind }) => kind === "source").flatMap(walk);
  };
  return { nodes, ways, context, voices: createPlacedVoices(() => context as unknown as VoiceContext) };
}
const element = (): VoiceElement => ({ muted: false, srcObject: { getAudioTracks: () => [] } as unknown as MediaStream });

describe("voices from where people stand", () => {
  it("ANA-608: each voice comes once: by the graph with its element silent, or by its element; never by both and never by neither", () => {
    const deeds = fc.array(fc.oneof(fc.constantFrom("placed" as const, "mono" as const, "plain" as const), fc.subarray(["a", "b", "c"]), fc.constant("anew" as const)), { maxLength: 20 });
    fc.assert(
      fc.property(deeds, (list) => {
        const { voices, ways } = graph();
        const all = new Map([["a", element()], ["b", element()], ["c", element()]]);
        let [here, mode]: [string[], string] = [[], "plain"];
        for (const deed of list) {
          if (deed === "anew") for (const each of here) all.set(each, element());
          else if (typeof deed === "string") voices.setMode((mode = deed));
          else here = deed;
          voices.setVoices(new Map([...all].filter(([identity]) => here.includes(identity))));
          const isRouted = mode !== "plain";
          expect(ways()).toHaveLength(isRouted ? here.length : 0);
          for (const [identity, each] of all) expect(each.muted).toBe(isRouted && here.includes(identity));
        }
        voices.close();
        expect(ways()).toEqual([]);
        for (const each of all.values()) expect(each.muted).toBe(false);
      }),
    );
  });

  it("ANA-608: a placed voice comes from the very place of the figure, to the degree; mono has no place and one channel", () => {
    const { voices, nodes, ways } = graph();
    voices.setVoices(new Map([["a", element()]]));
    voices.setMode("placed");
    expect(ways()).toEqual(["source>panner>out"]);
    voices.place("a", { x: 0.5, y: -0.1, z: -0.5 });
    const panner = nodes.find(({ kind }) => kind === "panner");
    const around = Math.atan2(panner?.positionX.value ?? 0, -(panner?.positionZ.value ?? 0)) * (180 / Math.PI);
    expect(Math.abs(around - 45)).toBeLessThan(15);
    expect(panner).toMatchObject({ panningModel: "HRTF", positionY: { value: -0.1 } });
    voices.setMode("mono");
    expect(ways()).toEqual(["source>gain>out"]);
    expect(nodes.find(({ kind }) => kind === "gain")).toMatchObject({ channelCount: 1, channelCountMode: "explicit" });
    voices.place("a", { x: -1, y: 0, z: 0 });
    voices.setMode("placed");
    expect(nodes.findLast(({ kind }) => kind === "panner")?.positionX.value).toBe(-1);
  });

  it("ANA-608: a voice that can't be placed is heard as before", () => {
    const voices = createPlacedVoices(() => {
      throw new Error("no audio here");
    });
    const [one, empty] = [element(), { muted: false, srcObject: null }];
    voices.setVoices(new Map<string, VoiceElement>([["a", one], ["b", empty]]));
    voices.setMode("placed");
    expect([one.muted, empty.muted]).toEqual([false, false]);
  });

  it("ANA-608: a loudspeaker that is changed while voices are routed is followed, and a new context begins on it; one that is gone leaves the voices where they are", async () => {
    const chosen: string[] = [];
    const speaking = { ...graph().context, setSinkId: (id: string) => (chosen.push(id), id === "gone" ? Promise.reject(new Error("not there")) : Promise.resolve()) };
    const voices = createPlacedVoices(() => speaking as unknown as VoiceContext);
    voices.setSpeaker("headphones");
    expect(chosen).toEqual([]);
    const one = element();
    voices.setVoices(new Map([["a", one]]));
    voices.setMode("placed");
    for (const next of ["headphones", "desk", "gone", null]) voices.setSpeaker(next);
    voices.setMode("mono");
    await Promise.resolve();
    expect(chosen).toEqual(["headphones", "desk", "gone", ""]);
    expect(one.muted).toBe(true);
    voices.setSpeaker("desk");
    voices.close();
    voices.setVoices(new Map([["a", one]]));
    voices.setMode("placed");
    expect(chosen.slice(4)).toEqual(["desk", "desk"]);
  });
});
