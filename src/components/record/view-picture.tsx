import { formatActorClaim, type ActorClaim } from "@/core/access/claim";
import type { ViewId } from "@/core/kit/ids";

interface ViewPictureProps {
  viewId: ViewId;
  /** What the picture shows, in words. */
  alt: string;
  as?: ActorClaim;
  className?: string;
}

/** The picture of a kept view. It comes through access and audit, so no optimiser may fetch it. */
export function ViewPicture({ viewId, alt, as = { kind: "session" }, className }: ViewPictureProps) {
  const input = encodeURIComponent(JSON.stringify({ viewId }));
  const source = `/api/record/picture?as=${encodeURIComponent(formatActorClaim(as))}&input=${input}`;
  return <img src={source} alt={alt} className={className} loading="lazy" decoding="async" />;
}
