import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";

const sdk = dirname(createRequire(import.meta.url).resolve("livekit-client"));

/** What a listener was sent, and what it could make of it. */
export interface Heard {
  readonly packets: number;
  readonly framesDecoded: number;
  readonly audioEnergy: number;
}

/** A token, and whom it admits. */
export interface ListenerAccess {
  readonly url: string;
  readonly token: string;
}

/** The parts of the media SDK that a listener uses, as its script puts them on the page. */
interface Sdk {
  readonly BaseKeyProvider: new (options: object) => { onSetEncryptionKey(key: CryptoKey, identity: string, slot: number): void };
  readonly Room: new (options: object) => {
    setE2EEEnabled(isOn: boolean): Promise<void>;
    connect(url: string, token: string): Promise<void>;
  };
}

/**
 * Somebody with a token for a room who brings a client of their own: they get every packet, and open what the keys
 * that they are given open. Their keys are derived here from the words of docs/specs/room.md, not by the product.
 */
export class Listener {
  readonly #context: BrowserContext;
  readonly #page: Page;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.#page = page;
  }

  static async join(browser: Browser, { url, token }: ListenerAccess): Promise<Listener> {
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.evaluate(() => {
      const Native = window.RTCPeerConnection;
      const made: RTCPeerConnection[] = [];
      window.RTCPeerConnection = class extends Native {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          made.push(this);
        }
      };
      Object.assign(window, { testConnections: made });
    });
    await page.addScriptTag({ path: join(sdk, "livekit-client.umd.js") });
    await page.evaluate(
      async ({ url: to, token: by, source }) => {
        const { LivekitClient } = window as unknown as { LivekitClient: Sdk };
        class Keys extends LivekitClient.BaseKeyProvider {
          put(key: CryptoKey, identity: string, slot: number): void {
            this.onSetEncryptionKey(key, identity, slot);
          }
        }
        const keyProvider = new Keys({ sharedKey: false, ratchetWindowSize: 0, failureTolerance: -1, keyringSize: 256, keySize: 256 });
        const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
        const room = new LivekitClient.Room({ e2ee: { keyProvider, worker } });
        Object.assign(window, { testKeys: keyProvider });
        await room.setE2EEEnabled(true);
        await room.connect(to, by);
      },
      { url, token, source: readFileSync(join(sdk, "livekit-client.e2ee.worker.js"), "utf8") },
    );
    return new Listener(context, page);
  }

  /** Gives the listener the keys of some senders, from a room's secret (base64url). */
  async takeKeys(room: string, { epoch, secret }: { readonly epoch: number; readonly secret: string }, senders: readonly string[]): Promise<void> {
    await this.#page.evaluate(
      async ({ salt, bytes, slot, names }) => {
        const encode = (text: string) => new TextEncoder().encode(text);
        const uses: KeyUsage[] = ["deriveBits", "deriveKey"];
        const root = await crypto.subtle.importKey("raw", new Uint8Array(bytes), "HKDF", false, uses);
        const { testKeys } = window as unknown as { testKeys: { put(key: CryptoKey, identity: string, slot: number): void } };
        for (const name of names) {
          const info = encode(`bedside 1 media\0${name}`);
          const bits = await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: encode(salt), info }, root, 256);
          testKeys.put(await crypto.subtle.importKey("raw", bits, "HKDF", false, uses), name, slot);
        }
      },
      { salt: room, bytes: [...Buffer.from(secret, "base64url")], slot: epoch % 256, names: [...senders] },
    );
  }

  /** All that came so far. */
  async heard(): Promise<Heard> {
    return this.#page.evaluate(async () => {
      const sum = { packets: 0, framesDecoded: 0, audioEnergy: 0 };
      for (const connection of (window as unknown as { testConnections: RTCPeerConnection[] }).testConnections) {
        for (const report of (await connection.getStats()).values()) {
          if (report.type !== "inbound-rtp") continue;
          sum.packets += report.packetsReceived ?? 0;
          sum.framesDecoded += report.framesDecoded ?? 0;
          sum.audioEnergy += report.totalAudioEnergy ?? 0;
        }
      }
      return sum;
    });
  }

  leave(): Promise<void> {
    return this.#context.close();
  }
}
