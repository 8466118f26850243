/** What draws the scene: a graphics card, the processor in its place, or nothing. */
export type Graphics = "card" | "processor" | "none";

/** How the names of drivers that draw with the processor read: Chromium's, Mesa's, Windows' and Apple's. */
const BY_PROCESSOR = /SwiftShader|llvmpipe|softpipe|Basic Render|Software/i;

/**
 * What this browser draws with. Virtual desktops and old machines of a ward have no graphics card: there the
 * processor draws, at a tenth of the speed. Browsers are slow to admit it when asked for `failIfMajorPerformanceCaveat`
 * (Chromium 143 says nothing of SwiftShader), so the driver's name decides.
 */
export function graphicsOfDevice(): Graphics {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    if (context === null) return "none";
    const names = context.getExtension("WEBGL_debug_renderer_info");
    const driver: unknown = context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER);
    context.getExtension("WEBGL_lose_context")?.loseContext();
    return typeof driver === "string" && BY_PROCESSOR.test(driver) ? "processor" : "card";
  } catch {
    return "none";
  }
}

/** Which level of a model to load: the light one for small memory, small screens, headsets, and where the processor draws. */
export function levelForDevice(graphics: Graphics): "full" | "light" {
  const memoryGb = "deviceMemory" in navigator && typeof navigator.deviceMemory === "number" ? navigator.deviceMemory : 8;
  const isHeadset = /OculusBrowser|Quest|Pico|VisionOS/i.test(navigator.userAgent);
  const isSmall = Math.min(screen.width, screen.height) < 600;
  return graphics === "processor" || isHeadset || isSmall || memoryGb <= 4 ? "light" : "full";
}
