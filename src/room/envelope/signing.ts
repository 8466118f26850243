const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

/** One page load's way to prove that it wrote something. The private half never leaves the browser. */
export interface Signer {
  /** The public half, raw (65 bytes), for the server's roster. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** Makes a fresh pair for this page load. */
export async function createSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)),
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(SIGNING, pair.privateKey, bytes)),
  };
}

/** Checks signatures of the people whose public halves the roster names. */
export interface Verifier {
  /** False for a wrong signature and for a person without a key. */
  verify(sender: string, signature: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

/** `publicKeyOf` gives the raw public half that the app server names for a sender, or null. */
export function createVerifier(publicKeyOf: (sender: string) => Uint8Array<ArrayBuffer> | null): Verifier {
  const known = new Map<string, Promise<CryptoKey>>();
  return {
    verify: async (sender, signature, bytes) => {
      const raw = publicKeyOf(sender);
      if (!raw) return false;
      // An identity belongs to one page load for ever, and so does its key.
      const key = known.get(sender) ?? crypto.subtle.importKey("raw", raw, CURVE, false, ["verify"]);
      known.set(sender, key);
      try {
        return await crypto.subtle.verify(SIGNING, await key, signature, bytes);
      } catch {
        // No point of the curve: whoever gave the server this signs nothing.
        return false;
      }
    },
  };
}
