import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** Who the provider says somebody is. */
export interface OidcPerson {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly amr?: readonly string[];
}

interface Granted {
  readonly nonce: string | null;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly person: OidcPerson;
}

export const OIDC_CLIENT = { id: "bedside-test", secret: "not-a-secret-outside-tests" } as const;

const b64 = (data: string | Uint8Array) => Buffer.from(data).toString("base64url");

/**
 * A small OpenID provider over HTTP: discovery, keys, the code flow with PKCE (S256 only), RS256. It signs in
 * whoever {@link OidcProvider.person} names, without asking, as a provider does whose session stands.
 */
export class OidcProvider {
  person: OidcPerson = { sub: "nobody", email: "nobody@example.test", email_verified: false };
  /** Twists what the token says: for what must be refused. */
  twist: (claims: Record<string, unknown>) => Record<string, unknown> = (claims) => claims;
  /** Signs with a key that is not among the published ones. */
  forge = false;
  /** Every token that it gave out. */
  readonly issued: string[] = [];
  readonly #strange = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly #keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly #codes = new Map<string, Granted>();
  readonly #server: Server;

  constructor(readonly port: number) {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  get issuer(): string {
    return `http://localhost:${this.port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve, reject) => this.#server.once("error", reject).listen(this.port, "localhost", resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.issuer);
    const json = (body: unknown, status = 200) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return void json(this.#discovery());
      case "/keys":
        return void json({ keys: [{ ...this.#keys.publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", alg: "RS256" }] });
      case "/authorize":
        return this.#authorize(url.searchParams, response);
      case "/token": {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const tokens = this.#exchange(new URLSearchParams(Buffer.concat(chunks).toString()), request.headers.authorization ?? "");
        return void (tokens === null ? json({ error: "invalid_grant" }, 400) : json(tokens));
      }
      default:
        response.writeHead(404).end();
    }
  }

  #discovery() {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
    };
  }

  #authorize(asked: URLSearchParams, response: ServerResponse): void {
    const challenge = asked.get("code_challenge");
    const redirectUri = asked.get("redirect_uri");
    const isWhole = challenge !== null && redirectUri !== null && asked.get("code_challenge_method") === "S256" && asked.get("client_id") === OIDC_CLIENT.id;
    if (!isWhole) return void response.writeHead(400).end("asked wrongly");
    const code = randomBytes(16).toString("hex");
    this.#codes.set(code, { nonce: asked.get("nonce"), challenge, redirectUri, person: this.person });
    const back = new URL(redirectUri);
    back.searchParams.set("code", code);
    back.searchParams.set("state", asked.get("state") ?? "");
    response.writeHead(302, { location: back.href }).end();
  }

  #exchange(sent: URLSearchParams, authorization: string): object | null {
    const granted = this.#codes.get(sent.get("code") ?? "");
    this.#codes.delete(sent.get("code") ?? "");
    const [id, secret] = Buffer.from(authorization.replace(/^Basic /, ""), "base64").toString().split(":");
    const isClient = decodeURIComponent(id ?? "") === OIDC_CLIENT.id && decodeURIComponent(secret ?? "") === OIDC_CLIENT.secret;
    const verifier = createHash("sha256").update(sent.get("code_verifier") ?? "").digest("base64url");
    if (granted === undefined || !isClient || verifier !== granted.challenge || sent.get("redirect_uri") !== granted.redirectUri) return null;
    const now = Math.floor(Date.now() / 1000);
    const claims = this.twist({ iss: this.issuer, aud: OIDC_CLIENT.id, iat: now, exp: now + 300, nonce: granted.nonce, ...granted.person });
    const body = `${b64(JSON.stringify({ alg: "RS256", kid: "k1", typ: "JWT" }))}.${b64(JSON.stringify(claims))}`;
    const signature = sign("sha256", Buffer.from(body), (this.forge ? this.#strange : this.#keys).privateKey).toString("base64url");
    const tokens = { access_token: randomBytes(16).toString("hex"), token_type: "Bearer", expires_in: 300, id_token: `${body}.${signature}` };
    this.issued.push(tokens.access_token, tokens.id_token);
    return tokens;
  }
}
