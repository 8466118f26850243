import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PART_BYTES } from "@/core/files/parts";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import { sendInParts } from "./send-in-parts";
import type { Send, UploadedFile } from "./send-file";

const KEPT: UploadedFile = { fileId: "f", name: "large.stl", mediaType: "model/stl", byteCount: 1, renamed: false };
const file = new File([new Uint8Array(2 * PART_BYTES + 5)], "large.stl");

interface Sent {
  readonly method: string;
  readonly address: string;
  readonly bytes: number;
}

/** A line that loses what `isLost` says, by how often it was tried. */
function lineThat(isLost: (tries: number, address: string) => boolean): { send: Send; sent: Sent[] } {
  const sent: Sent[] = [];
  let tries = 0;
  const send = (async (method: "POST" | "PUT", address: string, bytes: Blob) => {
    tries += 1;
    if (isLost(tries, address)) return err(domainError("unavailable", "kit.offline"));
    sent.push({ method, address, bytes: bytes.size });
    return ok(method === "PUT" ? KEPT : null);
  }) as unknown as Send;
  return { send, sent };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("addEventListener", () => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a large file from this device", () => {
  it("FILE-21: goes in parts, waits for a lost line, and sends again only what was lost", async () => {
    const { send, sent } = lineThat((tries) => tries >= 2 && tries <= 5);
    const rests: boolean[] = [];
    const answer = sendInParts(send, file, "ticket", { onRest: (isResting) => rests.push(isResting) });
    await vi.runAllTimersAsync();
    expect(await answer).toEqual(ok(KEPT));
    expect(sent).toEqual([
      { method: "POST", address: "/api/files/part?number=0", bytes: PART_BYTES },
      { method: "POST", address: "/api/files/part?number=1", bytes: PART_BYTES },
      { method: "POST", address: "/api/files/part?number=2", bytes: 5 },
      { method: "PUT", address: "/api/files/part?parts=3", bytes: 1 },
    ]);
    expect(rests).toEqual([false, true, true, true, true, false, false, false]);
  });

  it("FILE-21: gives up on a line that stays away, and at once on what is refused", async () => {
    const away = sendInParts(lineThat(() => true).send, file, "ticket", {});
    await vi.runAllTimersAsync();
    expect(await away).toMatchObject({ error: { code: "kit.offline" } });
    const refusing = (async () => err(domainError("invalid", "files.kind_unknown"))) as unknown as Send;
    expect(await sendInParts(refusing, file, "ticket", {})).toMatchObject({ error: { code: "files.kind_unknown" } });
  });
});
