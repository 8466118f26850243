import type { TestProject } from "vitest/node";
import { buildProduct } from "../../scripts/launch/build.mjs";
import { stateFolder } from "../../scripts/launch/state.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder of one finished demo build, which all starts of a test run share. */
    build: string;
  }
}

/** Builds before the first start, unless the caller already has and says where. */
export default async function setup(project: TestProject): Promise<void> {
  const given = process.env.BEDSIDE_BUILD_DIR;
  const dir: string = given ?? (await buildProduct({ state: stateFolder(), watchdog: undefined, demo: true })).dir;
  project.provide("build", dir);
}
