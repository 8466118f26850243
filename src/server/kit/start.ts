import "server-only";
import { config, ConfigError } from "./config";
import { logger } from "./logger";
import { startMetricsServer } from "./metrics-server";

const held = globalThis as typeof globalThis & { bedsideStarted?: boolean };

/** Reads the configuration and opens the metrics port, once a process. */
export function startServer(): void {
  if (held.bedsideStarted === true) return;
  held.bedsideStarted = true;
  try {
    config();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  startMetricsServer();
  logger().info({ event: "web.start" });
}
