import "server-only";
import { z } from "zod";
import type { Config } from "./config";
import { guardedFetch } from "./guarded-fetch";
import type { KekKeeper } from "./kek-keeper";

const TIMEOUT_MS = 5_000;
const ANSWER_BYTES = 64 * 1024;
/** How long the newest version of the service's key is taken to stay so. */
const VERSION_KEPT_MS = 30_000;
const CIPHERTEXT = /^vault:v(\d+):[A-Za-z0-9+/=]+$/;

const KeyInfo = z.object({ data: z.object({ latest_version: z.number().int().positive() }) });
const Encrypted = z.object({ data: z.object({ ciphertext: z.string().regex(CIPHERTEXT) }) });
const Decrypted = z.object({ data: z.object({ plaintext: z.base64() }) });

/** The key service didn't do it: out of reach, or it said no. Says nothing about keys or tokens. */
export class KeyServiceError extends Error {
  override readonly name = "KeyServiceError";
  constructor(what: string, options?: { cause: unknown }) {
    super(`the key service did not answer as it should: ${what}`, options);
  }
}

function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told as an answer of another shape.
    return null;
  }
}

type Settings = Pick<Config, "BEDSIDE_KMS_URL" | "BEDSIDE_KMS_KEY" | "BEDSIDE_KMS_TOKEN">;

function caller({ BEDSIDE_KMS_URL: url, BEDSIDE_KMS_TOKEN: token }: Settings) {
  if (url === undefined || token === undefined) throw new Error("BEDSIDE_KMS_URL and BEDSIDE_KMS_TOKEN are needed for a key service");
  return async <T extends z.ZodType>(schema: T, path: string, body?: object): Promise<z.output<T>> => {
    let status: number;
    let text: string;
    try {
      const answer = await guardedFetch(new URL(`v1/${path}`, url.endsWith("/") ? url : `${url}/`), {
        method: body === undefined ? "GET" : "POST",
        headers: { "x-vault-token": token, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        maxBytes: ANSWER_BYTES,
        timeoutMs: TIMEOUT_MS,
      });
      status = answer.status;
      text = await answer.text();
    } catch (cause) {
      throw new KeyServiceError("out of reach", { cause });
    }
    if (status < 200 || status > 299) throw new KeyServiceError(`status ${status}`);
    const parsed = schema.safeParse(readAnswer(text));
    if (!parsed.success) throw new KeyServiceError("an answer of another shape");
    return parsed.data;
  };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/**
 * A key service that speaks the interface of HashiCorp Vault's transit engine (OpenBao too): its
 * key never leaves it, each data key is wrapped and unwrapped there. Key type aes256-gcm96, so that
 * the owner of a data key can be bound in. `kekId` is `kms:<name>:v<version>`.
 */
export function transitKeks(settings: Settings): KekKeeper {
  const { BEDSIDE_KMS_KEY: name = "bedside" } = settings;
  const call = caller(settings);
  const prefix = `kms:${name}:v`;
  let newest: { version: number; untilMs: number } | null = null;
  return {
    currentId: async () => {
      if (newest === null || performance.now() >= newest.untilMs) {
        const { data } = await call(KeyInfo, `transit/keys/${name}`);
        newest = { version: data.latest_version, untilMs: performance.now() + VERSION_KEPT_MS };
      }
      return `${prefix}${newest.version}`;
    },
    knows: (kekId) => kekId.startsWith(prefix),
    wrap: async (key, context) => {
      const { data } = await call(Encrypted, `transit/encrypt/${name}`, {
        plaintext: base64(key),
        associated_data: base64(Buffer.from(context)),
      });
      const version = Number(CIPHERTEXT.exec(data.ciphertext)?.[1]);
      if (newest !== null && version > newest.version) newest = null;
      return { kekId: `${prefix}${version}`, wrapped: Buffer.from(data.ciphertext) };
    },
    unwrap: async ({ wrapped }, context) => {
      const { data } = await call(Decrypted, `transit/decrypt/${name}`, {
        ciphertext: Buffer.from(wrapped).toString(),
        associated_data: base64(Buffer.from(context)),
      });
      return Buffer.from(data.plaintext, "base64");
    },
  };
}
