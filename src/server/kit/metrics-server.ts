import "server-only";
import { createServer, type Server } from "node:http";
import { config } from "./config";
import { logger } from "./logger";
import { meters } from "./metrics";

/**
 * Serves `/metrics` on a port of its own, on loopback: never on the public one. A host that must be
 * reached from a private network says so with BEDSIDE_METRICS_HOST.
 */
export function startMetricsServer(): Server | null {
  const port = config().BEDSIDE_METRICS_PORT;
  if (port === undefined) return null;
  const { registry } = meters();
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      (error: unknown) => {
        logger().error({ event: "metrics", err: error });
        response.writeHead(500).end();
      },
    );
  });
  // A taken port must not keep the product from starting: it runs, unmeasured, and says so.
  server.on("error", (error) => logger().error({ event: "metrics.port", port, err: error }));
  server.listen(port, config().BEDSIDE_METRICS_HOST ?? "127.0.0.1");
  server.unref();
  return server;
}
