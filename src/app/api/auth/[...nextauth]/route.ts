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

/** next-auth checks its own CSRF token as well; this refuses before anything is read. */
export async function POST(request: NextRequest, address: Address): Promise<Response> {
  return isSameOrigin(request.headers) ? handle(request, address) : new Response(null, { status: 403 });
}

export { handle as GET };
