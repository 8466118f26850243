import type { Page } from "@playwright/test";

/** With which DOMException a device refuses to start. */
export interface Refusals {
  readonly camera?: string;
  readonly microphone?: string;
}

/**
 * Has the browser refuse devices as it would, by the name of the error, until the page hears
 * `test-devices-work`. Devices that are not named work.
 */
export async function refuseDevices(page: Page, refusals: Refusals): Promise<void> {
  await page.addInitScript(({ camera, microphone }) => {
    let isBroken = true;
    window.addEventListener("test-devices-work", () => (isBroken = false));
    const original = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (this: MediaDevices, wish?: MediaStreamConstraints) {
      const name = (wish?.audio ? microphone : undefined) ?? (wish?.video ? camera : undefined);
      if (isBroken && name !== undefined) throw new DOMException("refused by the test", name);
      return original.call(this, wish);
    };
  }, refusals);
}
