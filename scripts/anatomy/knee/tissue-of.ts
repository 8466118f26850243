/** Which tissue each structure of the knee is made of. */
import type { TissueName } from "../shade/tissues";

export function tissueOf(id: string): TissueName {
  if (id.endsWith("cartilage")) return "cartilage";
  if (id.endsWith("meniscus")) return "meniscus";
  // The tendon of the quadriceps goes on below the kneecap; there it is called a ligament.
  if (id.endsWith("tendon") || id === "patellar-ligament") return "tendon";
  return id.endsWith("ligament") ? "ligament" : "bone";
}
