/** Whether this browser can draw the scene at all. */
export function hasGraphics(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

/** Which level of a model to load: the light one for small memory, small screens and headsets. */
export function levelForDevice(): "full" | "light" {
  const memoryGb = "deviceMemory" in navigator && typeof navigator.deviceMemory === "number" ? navigator.deviceMemory : 8;
  const isHeadset = /OculusBrowser|Quest|Pico|VisionOS/i.test(navigator.userAgent);
  const isSmall = Math.min(screen.width, screen.height) < 600;
  return isHeadset || isSmall || memoryGb <= 4 ? "light" : "full";
}
