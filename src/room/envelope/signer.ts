import { toBase64Url } from "./base64url";

/** The curve of the pairs. */
export const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
/** How they sign. */
export const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

/** One page load's way to prove that it wrote something. The private half never leaves the browser. */
export interface Signer {
  /** The public half, raw (65 bytes). */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** The same in base64url: for `room/enter`, whose roster then names it. */
  readonly signKey: string;
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** Makes a fresh pair for this page load; null where the page is not served securely and has no ciphers. */
export async function createSigner(): Promise<Signer | null> {
  if (globalThis.isSecureContext === false) return null;
  const pair = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return {
    publicKey,
    signKey: toBase64Url(publicKey),
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(SIGNING, pair.privateKey, bytes)),
  };
}
