/** What every browser of a test or measurement does without: sandbox, questions, and all that it would do for itself over the network. */
const COMMON = [
  "--no-sandbox",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * How a Chromium is started that tests or measures the room: software WebGL, a fake camera and microphone
 * that need no question, and media over loopback alone. Words and boxes are drawn and laid over each other by the
 * processor itself: where the graphics card is emulated, having it do that takes several times as long, and each
 * picture of a call lays the page anew. Only WebGL is left to the emulated card.
 */
export const BROWSER_FLAGS = [
  ...COMMON,
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-gpu-rasterization",
  "--disable-gpu-compositing",
  "--allow-loopback-in-peer-connection",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream=fps=5",
];

/** The same for pages without picture, sound or 3D: nothing is drawn by an emulated graphics card, which took a third of all time. */
export const PAGE_FLAGS = [...COMMON, "--disable-gpu", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];
