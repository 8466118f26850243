import { join } from "node:path";
import { root } from "./state.mjs";

/** What the product's processes are told. What the caller set wins over what the launcher made. */
export function productEnvironment({ url, databaseUrl, secrets, livekit, metricsPort, checkpoints, files, demo = true }) {
  const made = {
    DATABASE_URL: databaseUrl,
    BEDSIDE_ORIGIN: url,
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: secrets.nextAuthSecret,
    BEDSIDE_KEK: secrets.kek,
    BEDSIDE_AUDIT_KEY: secrets.auditKey,
    BEDSIDE_CHECKPOINT_KEY: secrets.checkpointKey,
    BEDSIDE_CHECKPOINT_DIR: checkpoints,
    BEDSIDE_FILES_DIR: files,
    BEDSIDE_METRICS_PORT: String(metricsPort),
    BEDSIDE_DEMO: demo ? "1" : "",
    // `npm run anatomy:pull` puts models there; a build doesn't hold them.
    BEDSIDE_ATLAS_DIR: join(root, "public/models/hra"),
    NEXT_TELEMETRY_DISABLED: "1",
    ...(livekit === null
      ? {}
      : { LIVEKIT_URL: livekit.url, LIVEKIT_API_KEY: livekit.key, LIVEKIT_API_SECRET: livekit.secret }),
  };
  const env = { ...made, ...process.env };
  // These follow from the port that was found, not from what a shell happened to hold.
  if (!process.env.BEDSIDE_ORIGIN) env.NEXTAUTH_URL = url;
  delete env.NODE_ENV;
  delete env.NODE_OPTIONS;
  // What tests load into the product's processes: they record requests.
  if (process.env.BEDSIDE_NODE_OPTIONS) env.NODE_OPTIONS = process.env.BEDSIDE_NODE_OPTIONS;
  return env;
}
