/** Which tissue each structure of the knee is made of. */
import type { TissueName } from "../shade/tissues";

export function tissueOf(id: string): TissueName {
  if (id.endsWith("cartilage")) return "cartilage";
  if (id.endsWith("meniscus")) return "meniscus";
  return id.endsWith("ligament") || id.endsWith("tendon") ? "ligament" : "bone";
}
