import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const TOKEN = "token-of-the-test";

/** A key service of its own over HTTP: what Vault's transit engine answers for keys of type aes256-gcm96, and no more. */
export class KeyService {
  /** Keys by version, from 1; null where one was destroyed. */
  private readonly versions: (Buffer | null)[] = [randomBytes(32)];
  private readonly server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      this.calls.push(`${request.method} ${request.url}`);
      const [status, answer] = request.headers["x-vault-token"] === TOKEN ? this.answer(request.url ?? "", body) : [403, { errors: ["permission denied"] }];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  readonly calls: string[] = [];
  readonly token = TOKEN;
  url = "";

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** A new version of the key; those before it still open. */
  rotate(): void {
    this.versions.push(randomBytes(32));
  }

  /** A version that opens nothing any more. */
  destroy(version: number): void {
    this.versions[version - 1] = null;
  }

  private answer(url: string, body: string): [number, object] {
    const match = /^\/v1\/transit\/(keys|encrypt|decrypt)\/bedside$/.exec(url);
    if (match === null) return [404, { errors: [] }];
    if (match[1] === "keys") return [200, { data: { type: "aes256-gcm96", latest_version: this.versions.length } }];
    const given = JSON.parse(body) as { plaintext?: string; ciphertext?: string; associated_data?: string };
    const associated = Buffer.from(given.associated_data ?? "", "base64");
    try {
      return [200, { data: match[1] === "encrypt" ? this.encrypt(given.plaintext ?? "", associated) : this.decrypt(given.ciphertext ?? "", associated) }];
    } catch {
      return [400, { errors: ["cipher: message authentication failed"] }];
    }
  }

  private encrypt(plaintext: string, associated: Buffer) {
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.versions.at(-1)!, iv).setAAD(associated);
    const sealed = Buffer.concat([iv, cipher.update(Buffer.from(plaintext, "base64")), cipher.final(), cipher.getAuthTag()]);
    return { ciphertext: `vault:v${this.versions.length}:${sealed.toString("base64")}` };
  }

  private decrypt(ciphertext: string, associated: Buffer) {
    const [, version = "", text = ""] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? [];
    const key = this.versions[Number(version) - 1];
    if (key == null) throw new Error("no such version");
    const sealed = Buffer.from(text, "base64");
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12)).setAAD(associated).setAuthTag(sealed.subarray(-16));
    return { plaintext: Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString("base64") };
  }
}
