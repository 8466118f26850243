/**
 * Runs once when the server starts, before its first request: a configuration that isn't usable ends
 * the process here, with everything that is wrong with it.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("@/server/kit/start");
  startServer();
}
