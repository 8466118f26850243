import { resolve } from "node:path";
import { defineConfig } from "prisma/config";

// `prisma generate` asks for a schema engine that it never runs. Any existing file that is not
// executable satisfies it offline, and a stray `prisma migrate` still fails loudly.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= resolve("package.json");
process.env.CHECKPOINT_DISABLE ??= "1";

export default defineConfig({ schema: "prisma" });
