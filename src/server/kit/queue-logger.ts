import "server-only";
import { Logger } from "graphile-worker";
import { logger } from "./logger";

/** graphile-worker's own lines say which payloads it runs; only its errors are let through, without their text. */
export function quietLogger(): Logger {
  return new Logger(() => (level) => {
    if (level === "error") logger().error({ event: "queue" });
  });
}
