import type { TestProject } from "vitest/node";
import { buildProduct } from "../../scripts/launch/build.mjs";
import { stateFolder } from "../../scripts/launch/state.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder of one finished production build: without the demo. */
    productionBuild: string;
  }
}

/** Builds for production, unless the caller already has and says where. */
export default async function setup(project: TestProject): Promise<void> {
  const given = process.env.BEDSIDE_PRODUCTION_BUILD_DIR;
  const dir: string = given ?? (await buildProduct({ state: stateFolder(), watchdog: undefined, demo: false })).dir;
  project.provide("productionBuild", dir);
}
