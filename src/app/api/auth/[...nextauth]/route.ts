import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { authOptions } from "@/server/access/auth-options";
import { isSameOrigin } from "@/server/kit/request";

interface Address {
  readonly params: Promise<{ readonly nextauth: string[] }>;
}

/** The options read the configuration, so they are made when asked for and not while building. */
async function handle(request: NextRequest, address: Address): Promise<Response> {
  const handler = NextAuth(authOptions()) as (request: NextRequest, address: Address) => Promise<Response>;
  return handler(request, address);
}

/** Far more than an address, a password and a token. next-auth itself reads whatever comes. */
const MAX_BODY_BYTES = 16 * 1024;

/** next-auth checks its own CSRF token as well; this refuses before anything is read. */
export async function POST(request: NextRequest, address: Address): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const length = request.headers.get("content-length");
  // A body of stated length only: browsers state it, and the server reads no further than that.
  if (length === null) return new Response(null, { status: 411 });
  return Number(length) <= MAX_BODY_BYTES ? handle(request, address) : new Response(null, { status: 413 });
}

export { handle as GET };
