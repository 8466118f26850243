/** Which tissue each structure of the lumbar segment is made of. */
import type { TissueName } from "../shade/tissues";

export function tissueOf(id: string): TissueName {
  if (id.endsWith("vertebra")) return "bone";
  if (id.startsWith("facet")) return "cartilage";
  if (id === "nucleus-pulposus") return "nucleus";
  if (id === "annulus-fibrosus") return "meniscus";
  if (id.includes("root") || id === "cauda-equina") return "nerve";
  if (id === "dural-sac") return "dura";
  return "ligament";
}
