import { Agent, request } from "node:http";

/** How long one kind of request took under one load. */
export interface Timing {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly perSecond: number;
  readonly count: number;
}

/** One request: where to, what, and with which headers. */
export interface Shot {
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

function shoot(base: URL, agent: Agent, { path, body, headers }: Shot): Promise<number> {
  const text = JSON.stringify(body);
  return new Promise((done, fail) => {
    const sent = request(
      { agent, host: base.hostname, port: base.port, path, method: "POST", headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text), ...headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          if (response.statusCode === 200) done(0);
          else fail(new Error(`${path} answered ${response.statusCode}: ${Buffer.concat(parts).toString("utf8").slice(0, 300)}`));
        });
        response.on("error", fail);
      },
    );
    sent.on("error", fail);
    sent.end(text);
  });
}

const quantile = (sorted: readonly number[], q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;

/**
 * Sends requests from so many clients at once, each waiting for its answer before the next, for a time. An answer
 * that isn't 200 fails the bench: what is refused costs nothing and would look fast.
 */
export async function timeRequests(url: string, clients: number, forMs: number, next: (client: number, turn: number) => Shot): Promise<Timing> {
  const base = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const took: number[] = [];
  const from = performance.now();
  const client = async (number: number): Promise<void> => {
    for (let turn = 0; performance.now() - from < forMs; turn += 1) {
      const began = performance.now();
      await shoot(base, agent, next(number, turn));
      took.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  agent.destroy();
  const sorted = took.sort((a, b) => a - b);
  const round = (ms: number): number => Math.round(ms * 100) / 100;
  return { p50Ms: round(quantile(sorted, 0.5)), p95Ms: round(quantile(sorted, 0.95)), perSecond: Math.round((took.length * 1000) / (performance.now() - from)), count: took.length };
}
