import { signInAs, violations, watch } from "../support/e2e";
import { cubeStl, HOSTILE_MODELS } from "../support/hostile-models";
import { modelRow } from "../support/model-steps";
import { expect, test } from "../support/test";

const hostile = HOSTILE_MODELS.find(({ problem }) => problem === "not_numbers");

test("ANA-501, ANA-504, ANA-505, ANA-506, ANA-508: a clinician brings in a cube of 10 mm, names it, says its size, deletes it and brings it back", async ({ page }) => {
  const seen = watch(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await signInAs(page, "Kenji Sato");
  await page.goto("/settings/models");
  const name = `Cube ${Math.random().toString(36).slice(2, 8)}`;

  await test.step("nothing is sent of what shows a patient, or of what this device finds wrong", async () => {
    await page.getByLabel("Yes, it shows a patient").check();
    await expect(page.getByText("Nothing was sent.")).toBeVisible();
    await expect(page.getByLabel("GLB or STL file")).toHaveCount(0);
    await page.getByLabel("No, it shows nobody’s own body").check();
    await page.getByLabel("GLB or STL file").setInputFiles({ name: `bad-${name}.glb`, mimeType: "model/gltf-binary", buffer: hostile?.bytes() ?? Buffer.alloc(0) });
    await expect(page.getByText("Some corners of the surface are no numbers.")).toBeVisible();
    await page.getByRole("button", { name: /^Leave it out/ }).click();
  });

  await test.step("the cube is checked, and wants a name and a unit", async () => {
    await page.getByLabel("GLB or STL file").setInputFiles({ name: `${name}.stl`, mimeType: "model/stl", buffer: cubeStl(10) });
    await expect(modelRow(page, name)).toContainText("Wants a name and a unit", { timeout: 120_000 });
    expect(await violations(page)).toEqual([]);
    await modelRow(page, name).getByRole("link", { name: /^Name and size/ }).click();
  });

  await test.step("in millimetres it is 10 mm; in metres no model for a visit", async () => {
    await expect(page.getByText("Then it is 10 mm × 10 mm × 10 mm: as long as a tooth.")).toBeVisible();
    await page.getByLabel("Metres", { exact: true }).check();
    await expect(page.getByText("Then it is 10 m × 10 m × 10 m: as long as a room.")).toBeVisible();
    await expect(page.getByText("Choose another unit.")).toBeVisible();
    await page.getByLabel("Millimetres").check();
    await page.getByRole("button", { name: "Make it ready" }).click();
    await expect(page.getByText("Give it a clinical name, in one language at least.")).toBeVisible();
    await page.getByLabel("Clinical name, English").fill(name);
    await page.getByLabel("Who made it").fill("The practice");
    await page.getByLabel("Licence or leave").fill("Our own");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Make it ready" }).click();
    await expect(modelRow(page, name)).toContainText("10 mm × 10 mm × 10 mm");
    await expect(modelRow(page, name)).toContainText("Ready");
  });

  await test.step("deleted, it is gone; brought back, it is there", async () => {
    await modelRow(page, name).getByRole("button", { name: /^Delete/ }).click();
    await page.getByRole("dialog", { name: "Delete this model?" }).getByRole("button", { name: "Delete", exact: true }).click();
    await expect(modelRow(page, name)).toHaveCount(0);
    await page.getByRole("button", { name: "Bring it back" }).click();
    await expect(modelRow(page, name)).toContainText("Ready");
  });
  expect(seen.errors).toEqual([]);
  expect(seen.foreign).toEqual([]);
});
