import { serveBare } from "@/server/bench/bare";

/** One statement without anything around it: what the bench of the interface compares with. Demo builds only. */
export function POST(request: Request): Promise<Response> {
  return serveBare(request);
}
