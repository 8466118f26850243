import { closeDb } from "@/server/kit/db";
import { addNewDay } from "./new-day";
import { seedDemo } from "./seed";

// Run by the launcher, as a bundle, with the environment of the product.
try {
  const made = await seedDemo(Date.now());
  const added = made ? 0 : await addNewDay(Date.now());
  console.log(made ? "The demo practice is made." : `The demo practice was there already; ${added} appointments added for a new day.`);
} finally {
  await closeDb();
}
