/**
 * How a Chromium is started that tests or measures the room: software WebGL, a fake camera and microphone
 * that need no question, media over loopback alone, and nothing that it would do for itself over the network.
 */
export const BROWSER_FLAGS = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--allow-loopback-in-peer-connection",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
