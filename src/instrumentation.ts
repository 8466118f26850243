import type { Instrumentation } from "next";

/**
 * Runs once when the server starts, before its first request: a configuration that isn't usable ends
 * the process here, with everything that is wrong with it.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("@/server/kit/start");
  startServer();
  // Where there is no practice yet, the log says how to begin.
  const { offerSetUp } = await import("@/server/practice/first-run");
  void offerSetUp();
}

/** Notes what Next caught while it drew a page, without its text. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logger } = await import("@/server/kit/logger");
  logger().error({ event: "page.failed", route: routePath, err: error });
};
