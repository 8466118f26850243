/** What names, labels and pictures are drawn with, where there is no page: canvases of their true sizes, on which nothing shows, and cameras that play. */
export function drawingPage(camera: { readonly width: number; readonly height: number }): { createElement: (kind: string) => unknown } {
  const pen = new Proxy({}, { get: (_, name) => (name === "measureText" ? (text: string) => ({ width: text.length * 8 }) : () => undefined), set: () => true });
  return {
    createElement: (kind) =>
      kind === "video"
        ? { width: camera.width, height: camera.height, videoWidth: camera.width, videoHeight: camera.height, play: () => Promise.resolve() }
        : { width: 0, height: 0, getContext: () => pen },
  };
}
