import "server-only";
import { Client } from "pg";
import { mayHear } from "@/core/access/hear";
import { hasSession, type Actor } from "@/core/access/actor";
import { PushEvent } from "@/core/kit/topics";
import { config } from "./config";
import { PUSH_CHANNEL } from "./emit";
import { logger } from "./logger";
import { meters } from "./metrics";

/** One open stream. */
export interface Subscriber {
  readonly actor: Actor;
  send(event: PushEvent): void;
  close(): void;
}

const RECONNECT_MS = 1_000;

/**
 * Fans out what Postgres announces to this process's open streams. One listening connection; when it
 * breaks, every stream is closed, so that pages reconnect and refetch what they may have missed.
 */
export class PushHub {
  readonly #subscribers = new Set<Subscriber>();
  #client: Client | null = null;
  #connecting: Promise<void> | null = null;
  #stopped = false;

  /** Adds a stream once the hub listens. Throws while the database is away. */
  async subscribe(subscriber: Subscriber): Promise<() => void> {
    await this.#listen();
    if (this.#stopped) throw new Error("the hub has stopped");
    this.#subscribers.add(subscriber);
    meters().streams.set(this.#subscribers.size);
    return () => {
      this.#subscribers.delete(subscriber);
      meters().streams.set(this.#subscribers.size);
    };
  }

  async #listen(): Promise<void> {
    if (this.#client !== null) return;
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null;
    });
    await this.#connecting;
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: config().DATABASE_URL,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: "bedside push",
    });
    client.on("notification", (message) => this.#deliver(message.payload ?? ""));
    client.on("error", (error) => this.#lose(client, error));
    client.on("end", () => this.#lose(client, null));
    await client.connect();
    await client.query(`listen ${PUSH_CHANNEL}`);
    this.#client = client;
  }

  #lose(client: Client, error: Error | null): void {
    if (this.#client !== client) return;
    this.#client = null;
    if (error !== null) logger().error({ event: "push.lost", err: error, count: this.#subscribers.size });
    this.#closeAll();
    if (!this.#stopped) setTimeout(() => void this.#listen().catch(() => {}), RECONNECT_MS).unref();
  }

  #deliver(payload: string): void {
    const parsed = PushEvent.safeParse(JSON.parse(payload));
    if (!parsed.success) return logger().error({ event: "push.unreadable" });
    for (const each of [...this.#subscribers]) {
      if (mayHear(each.actor, parsed.data)) each.send(parsed.data);
      if (endsStream(each.actor, parsed.data)) each.close();
    }
  }

  #closeAll(): void {
    for (const each of [...this.#subscribers]) each.close();
  }

  /** Ends every stream and the connection: open streams would keep the server from stopping. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#closeAll();
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }
}

/** A stream ends with the session that opened it. */
function endsStream(actor: Actor, event: PushEvent): boolean {
  return event.topic === "session.revoked" && hasSession(actor) && actor.sessionId === event.ids.sessionId;
}

const held = globalThis as typeof globalThis & { bedsideHub?: PushHub };

/** This process's hub. */
export function pushHub(): PushHub {
  if (held.bedsideHub === undefined) {
    const hub = new PushHub();
    held.bedsideHub = hub;
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void hub.stop());
  }
  return held.bedsideHub;
}
