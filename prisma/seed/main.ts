import { closeDb } from "@/server/kit/db";
import { seedDemo } from "./seed";

// Run by the launcher, as a bundle, with the environment of the product.
try {
  const made = await seedDemo(Date.now());
  console.log(made ? "The demo practice is made." : "The demo practice was there already.");
} finally {
  await closeDb();
}
