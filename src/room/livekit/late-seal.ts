import type { RoomKey } from "@/core/room/contract";
import type { createMediaSeal, MediaSeal, RoomSeal } from "./media-seal";

/** What seals sound and picture, before its script has come. */
export interface LateSeal {
  /** Rejects when the script does not come; the next call tries anew. */
  forConnection(): Promise<RoomSeal>;
  take(key: RoomKey | null): void;
  close(): void;
}

/** Loads what seals once it is `due`, and keeps the newest key for it. */
export function createLateSeal(due: Promise<unknown>, options: Parameters<typeof createMediaSeal>[0]): LateSeal {
  let latest: RoomKey | null = null;
  let seal: MediaSeal | null = null;
  return {
    forConnection: async () => {
      await due;
      const script = await import("./media-seal");
      if (seal === null) {
        seal = script.createMediaSeal(options);
        await seal.take(latest);
      }
      return seal.forConnection();
    },
    take: (key) => {
      latest = key;
      void seal?.take(key);
    },
    close: () => seal?.close(),
  };
}
