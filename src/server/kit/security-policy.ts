import "server-only";

/** Origins of the media server as pages reach it: its socket, and the request by which a client asks why that failed. */
function mediaOrigins(): readonly string[] {
  const url = process.env.LIVEKIT_URL;
  if (!url || !URL.canParse(url)) return [];
  const { protocol, host } = new URL(url);
  const isSecure = protocol === "wss:" || protocol === "https:";
  return isSecure ? [`wss://${host}`, `https://${host}`] : [`ws://${host}`, `http://${host}`];
}

/**
 * The policy of a page. `wasm-unsafe-eval`: layout and mesh decoders are WebAssembly. Style
 * attributes are allowed because React Aria renders some on the server; style elements are not.
 */
export function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  // Next's development overlay writes style elements without a nonce; a built page has none of those.
  const styles = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${styles}`,
    `style-src-elem 'self' ${styles}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    ["connect-src 'self' blob: data:", ...mediaOrigins()].join(" "),
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
