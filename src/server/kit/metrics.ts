import "server-only";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

interface Meters {
  readonly registry: Registry;
  readonly operations: Counter<"type" | "name" | "status">;
  readonly durations: Histogram<"type" | "name">;
  readonly streams: Gauge;
  readonly jobs: Counter<"job" | "outcome">;
  readonly sealsBroken: Counter;
  readonly auditSealed: Counter;
  readonly auditLagS: Gauge;
  readonly checkpointAgeS: Gauge;
  readonly checkpointsWaiting: Gauge;
}

const held = globalThis as typeof globalThis & { bedsideMeters?: Meters };

function makeMeters(): Meters {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "bedside_" });
  const registers = [registry];
  return {
    registry,
    operations: new Counter({
      name: "bedside_operations_total",
      help: "Commands and queries by how they ended.",
      labelNames: ["type", "name", "status"],
      registers,
    }),
    durations: new Histogram({
      name: "bedside_operation_seconds",
      help: "How long commands and queries took.",
      labelNames: ["type", "name"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    streams: new Gauge({ name: "bedside_push_streams", help: "Open push streams.", registers }),
    jobs: new Counter({ name: "bedside_jobs_total", help: "Jobs by how they ended.", labelNames: ["job", "outcome"], registers }),
    sealsBroken: new Counter({ name: "bedside_seals_broken_total", help: "Sealed values that did not open. Any at all wants a look.", registers }),
    auditSealed: new Counter({ name: "bedside_audit_sealed_total", help: "Audit entries put into the chain by this process.", registers }),
    auditLagS: new Gauge({ name: "bedside_audit_lag_seconds", help: "Age of the oldest audit entry that is not in the chain.", registers }),
    checkpointAgeS: new Gauge({ name: "bedside_audit_checkpoint_age_seconds", help: "Age of the newest signed checkpoint.", registers }),
    checkpointsWaiting: new Gauge({ name: "bedside_audit_checkpoints_waiting", help: "Signed checkpoints that are not outside the database yet.", registers }),
  };
}

/** This process's meters; the registry is kept over hot reloads, which would register names twice. */
export function meters(): Meters {
  return (held.bedsideMeters ??= makeMeters());
}

/** Counts one command or query. */
export function countOperation(type: "command" | "query", name: string, status: number, durationMs: number): void {
  meters().operations.inc({ type, name, status: String(status) });
  meters().durations.observe({ type, name }, durationMs / 1000);
}
