import "server-only";
import { Client } from "pg";
import { config } from "./config";

const LOCK_SPACE = "bedside-worker";

/**
 * Frees jobs of workers that died. graphile-worker waits four hours; here each pool holds a session
 * lock that Postgres drops with the process, and whoever is alive looks for owners without one. An
 * owner counts as dead when it was seen so twice.
 */
export class WorkerLiveness {
  #client: Client;
  #suspects = new Set<string>();

  /** `onLost`: the connection that proves this process alive broke; it must stop, others may take its jobs. */
  constructor(onLost: (error: unknown) => void) {
    this.#client = new Client({ connectionString: config().DATABASE_URL, application_name: "bedside worker liveness" });
    this.#client.on("error", onLost);
    this.#client.on("end", () => onLost(new Error("connection ended")));
  }

  /** Opens the connection. */
  async open(): Promise<void> {
    await this.#client.connect();
  }

  /** Takes the lock of a pool of this process. Jobs name their pool, not their worker, as the owner. */
  async hold(poolId: string): Promise<void> {
    await this.#client.query("select pg_advisory_lock(hashtext($1), hashtext($2))", [LOCK_SPACE, poolId]);
  }

  /** One look. Returns how many owners' jobs were freed. */
  async sweep(): Promise<number> {
    const found = await this.#client.query<{ owner: string }>(
      `select distinct locked_by as owner from graphile_worker._private_jobs
       where locked_by is not null and not exists (
         select 1 from pg_locks where locktype = 'advisory' and objsubid = 2
           and classid::int8 = (hashtext($1)::int8 & 4294967295)
           and objid::int8 = (hashtext(locked_by)::int8 & 4294967295))`,
      [LOCK_SPACE],
    );
    const owners = found.rows.map((row) => row.owner);
    const dead = owners.filter((owner) => this.#suspects.has(owner));
    this.#suspects = new Set(owners);
    if (dead.length > 0) await this.#client.query("select graphile_worker.force_unlock_workers($1::text[])", [dead]);
    return dead.length;
  }

  /** Gives the locks back. */
  async close(): Promise<void> {
    this.#client.removeAllListeners("end");
    this.#client.removeAllListeners("error");
    await this.#client.end();
  }
}
