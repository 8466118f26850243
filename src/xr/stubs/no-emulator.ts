/**
 * Stands in for the headset emulator packages that @react-three/xr imports on demand. The product
 * never emulates a headset (`emulate: false`); tests inject their own emulator into the browser.
 */
export class SyntheticEnvironmentModule {}
export class DevUI {}
export class XRDevice {}
export const metaQuest3 = {};
export const metaQuest2 = {};
export const metaQuestPro = {};
export const oculusQuest1 = {};
