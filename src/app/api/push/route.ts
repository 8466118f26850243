import { servePush } from "@/server/kit/push-stream";

export const dynamic = "force-dynamic";

export { servePush as GET };
