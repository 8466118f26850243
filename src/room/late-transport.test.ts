import { describe, expect, it } from "vitest";
import type { createPeers } from "./scene/peers";
import { createLatePeers } from "./scene/late-peers";
import { createLateTransport } from "./late-transport";
import { createManualClock } from "./manual-clock";
import { createMemoryHub } from "./memory-transport";

describe("what comes after the room has opened", () => {
  it("ROOM-52: a late transport sends nothing before it carries, and then hears for whoever listened before", async () => {
    const clock = createManualClock();
    const hub = createMemoryHub(clock);
    const late = createLateTransport();
    const heard: string[] = [];
    const stop = late.onReliable((from, bytes) => heard.push(`${from} ${String(bytes)}`));
    await expect(late.sendReliable(new Uint8Array([1]))).rejects.toThrow("nothing carries yet");
    expect(late.status.get()).toBe("connecting");
    const other = hub.connect("b");
    late.attach(hub.connect("a"));
    clock.advance(10);
    expect(late.status.get()).toBe("connected");
    await other.sendReliable(new Uint8Array([7]));
    clock.advance(10);
    stop();
    await other.sendReliable(new Uint8Array([8]));
    clock.advance(10);
    expect(heard).toEqual(["b 7"]);
    hub.setStatus("a", "lost");
    expect(late.status.get()).toBe("lost");
  });

  it("late traffic begins with a greeting, and not at all when the room was closed before", async () => {
    const made: string[] = [];
    const script = Promise.resolve((): ReturnType<typeof createPeers> => {
      made.push("made");
      return { broadcast: () => undefined, sendClaim: () => undefined, greet: () => made.push("greeted"), served: () => undefined, close: () => made.push("closed") };
    });
    const options = {} as Parameters<typeof createPeers>[0];
    const peers = createLatePeers(script)(options);
    createLatePeers(script)(options).close();
    peers.broadcast([]);
    await script;
    await Promise.resolve();
    expect(made).toEqual(["made", "greeted"]);
    peers.close();
    expect(made).toEqual(["made", "greeted", "closed"]);
  });
});
