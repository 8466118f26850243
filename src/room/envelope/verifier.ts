import { CURVE, SIGNING } from "./signer";

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
