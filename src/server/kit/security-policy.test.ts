import { afterEach, describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./security-policy";

afterEach(() => {
  delete process.env.LIVEKIT_URL;
});

const directive = (name: string) =>
  contentSecurityPolicy("N")
    .split("; ")
    .find((each) => each.startsWith(`${name} `));

describe("the policy of a page", () => {
  it("lets no script run that hasn't this page's nonce, and no style element either", () => {
    expect(directive("script-src")).toBe("script-src 'self' 'nonce-N' 'strict-dynamic' 'wasm-unsafe-eval'");
    expect(directive("style-src-elem")).toBe("style-src-elem 'self' 'nonce-N'");
    expect(directive("object-src")).toBe("object-src 'none'");
    expect(directive("frame-ancestors")).toBe("frame-ancestors 'none'");
  });

  it("lets a page reach us and the media server of this moment, and nobody else", () => {
    expect(directive("connect-src")).toBe("connect-src 'self' blob: data:");
    process.env.LIVEKIT_URL = "wss://media.example.test:7443/path";
    expect(directive("connect-src")).toBe("connect-src 'self' blob: data: wss://media.example.test:7443 https://media.example.test:7443");
    process.env.LIVEKIT_URL = "not a url; script-src *";
    expect(directive("connect-src")).toBe("connect-src 'self' blob: data:");
  });
});
