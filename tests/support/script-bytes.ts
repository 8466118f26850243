import type { BrowserContext, CDPSession, Page } from "@playwright/test";

/** What a page downloaded as JavaScript: each file's address and its bytes as they came over the wire. */
export type Scripts = ReadonlyMap<string, number>;

/** Counts the scripts of a page as transferred (compressed, with their headers), never from the cache. */
export class ScriptMeter {
  readonly #addresses = new Map<string, string>();
  readonly #bytes = new Map<string, number>();

  static async on(context: BrowserContext, page: Page): Promise<ScriptMeter> {
    const meter = new ScriptMeter();
    const session = await context.newCDPSession(page);
    meter.#listen(session);
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    return meter;
  }

  #listen(session: CDPSession): void {
    session.on("Network.responseReceived", ({ requestId, response, type }) => {
      // Chunks fetched ahead come as "Other", those of a worker as "Fetch".
      if (type === "Script" || /\.m?js(\?|$)/.test(response.url)) this.#addresses.set(requestId, response.url);
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const address = this.#addresses.get(requestId);
      if (address !== undefined) this.#bytes.set(address, (this.#bytes.get(address) ?? 0) + encodedDataLength);
    });
  }

  /** Forgets what came so far. */
  reset(): void {
    this.#addresses.clear();
    this.#bytes.clear();
  }

  /** What has come since the last reset. */
  read(): Scripts {
    return new Map(this.#bytes);
  }
}

/** Sum in thousands of bytes, to one decimal. */
export function kilobytes(scripts: Scripts): number {
  return Math.round([...scripts.values()].reduce((sum, bytes) => sum + bytes, 0) / 100) / 10;
}

/** The scripts of one page that another did not load. */
export function without(scripts: Scripts, others: Scripts): Scripts {
  return new Map([...scripts].filter(([address]) => !others.has(address)));
}
