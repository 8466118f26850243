// The image's health check: does this container's own process answer? The web process on its live
// route, the worker on its metrics port.
const port = process.env.BEDSIDE_SERVICE === "worker" ? process.env.BEDSIDE_METRICS_PORT : (process.env.PORT ?? "3000");
const path = process.env.BEDSIDE_SERVICE === "worker" ? "/metrics" : "/api/health/live";

try {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(4000) });
  process.exit(answer.ok ? 0 : 1);
} catch {
  process.exit(1);
}
