import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy } from "@/server/kit/security-policy";

/**
 * Gives every page its own nonce and policy. Next stamps the nonce on its scripts when it finds the
 * policy among the request's headers; the root layout hands it on to React Aria.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-request-id", crypto.randomUUID());
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", headers.get("x-request-id") ?? "");
  if (process.env.BEDSIDE_ORIGIN?.startsWith("https:") === true) {
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  }
  return response;
}

/** Pages only: interface answers and files are no documents, and links are not prefetched with a nonce. */
export const config = {
  matcher: [
    {
      source: "/((?!api/|_next/static|_next/image|models/|webxr-profiles/|fonts/|icon|favicon|sw.js).*)",
      missing: [
        { type: "header", key: "next-router-prefetch" },
        { type: "header", key: "purpose", value: "prefetch" },
      ],
    },
  ],
};
