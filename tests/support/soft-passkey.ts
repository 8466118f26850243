import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data).digest();
const b64 = (data: Uint8Array | string) => Buffer.from(data).toString("base64url");
const text = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
const bytes = (data: Uint8Array) => {
  const head = data.length < 256 ? [0x58, data.length] : [0x59, data.length >> 8, data.length & 255];
  return Buffer.concat([Buffer.from(head), data]);
};

interface Twist {
  /** What the authenticator counts; left out, one more than before. */
  readonly counter?: number;
  /** It saw a person, but did not verify them. */
  readonly unverified?: boolean;
  readonly origin?: string;
}

/** An authenticator in code: ES256, no attestation, for tests without a browser. */
export class SoftPasskey {
  readonly id = b64(randomBytes(16));
  readonly #key: KeyObject;
  readonly #cose: Buffer;
  #counter = 0;

  constructor(readonly origin = "http://localhost:3000") {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    this.#key = privateKey;
    this.#cose = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      bytes(Buffer.from(x, "base64url")),
      Buffer.from([0x22]),
      bytes(Buffer.from(y, "base64url")),
    ]);
  }

  #clientData(type: "webauthn.create" | "webauthn.get", challenge: string, origin: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #head(origin: string, flags: number, counter: number): Buffer {
    const head = Buffer.alloc(37);
    sha256(new URL(origin).hostname).copy(head);
    head.writeUInt8(flags, 32);
    head.writeUInt32BE(counter, 33);
    return head;
  }

  /** Answers the question for a new passkey. */
  make({ challenge }: { challenge: string }, { unverified = false, origin = this.origin }: Twist = {}) {
    const id = Buffer.from(this.id, "base64url");
    const authData = Buffer.concat([
      this.#head(origin, unverified ? 0x41 : 0x45, 0),
      Buffer.alloc(16),
      Buffer.from([0, id.length]),
      id,
      this.#cose,
    ]);
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      text("fmt"),
      text("none"),
      text("attStmt"),
      Buffer.from([0xa0]),
      text("authData"),
      bytes(authData),
    ]);
    const response = { clientDataJSON: b64(this.#clientData("webauthn.create", challenge, origin)), attestationObject: b64(attestation), transports: ["internal"] };
    return { id: this.id, rawId: this.id, type: "public-key" as const, response, clientExtensionResults: {} };
  }

  /** Answers the question for this passkey. */
  show({ challenge }: { challenge: string }, { counter = this.#counter + 1, unverified = false, origin = this.origin }: Twist = {}) {
    this.#counter = counter;
    const authData = this.#head(origin, unverified ? 0x01 : 0x05, counter);
    const clientData = this.#clientData("webauthn.get", challenge, origin);
    const signature = sign("sha256", Buffer.concat([authData, sha256(clientData)]), this.#key);
    const response = { clientDataJSON: b64(clientData), authenticatorData: b64(authData), signature: b64(signature) };
    return { id: this.id, rawId: this.id, type: "public-key" as const, response, clientExtensionResults: {} };
  }
}
