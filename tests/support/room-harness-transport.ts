// Stands where a harness page's room looks for the transport over the media server: the product's own, which may be
// mistreated below the envelope. Everything else is as the product has it.
import { createBrowserClock } from "@/room/clock";
import type { LiveKitConnection } from "@/room/livekit/connection";
import { createLiveKitTransport as createUnharmed } from "@/room/livekit/livekit-transport";
import { createSeededRandom } from "@/room/manual-clock";
import { withFaults } from "@/room/memory-transport";
import type { RoomTransport } from "@/room/transport";

const faults = { loss: 0, duplication: 0, reordering: 0, maxDelayMs: 0 };
const counted = { handedOver: 0, left: 0 };
let random = createSeededRandom(1);

/** From now on what this page sends is lost, doubled and delayed in these shares; `seed` chooses which. Returns the counts so far. */
export function mistreat(next: typeof faults, seed: number): typeof counted {
  Object.assign(faults, next);
  random = createSeededRandom(seed);
  return { ...counted };
}

/** The product's transport, under faults. */
export function createLiveKitTransport(connection: LiveKitConnection): RoomTransport {
  const inner = createUnharmed(connection);
  const counting: RoomTransport = {
    ...inner,
    sendReliable: (bytes, how) => {
      counted.left += 1;
      return inner.sendReliable(bytes, how);
    },
  };
  const harmed = withFaults(counting, { ...createBrowserClock(), random: () => random() }, faults);
  return {
    ...harmed,
    sendReliable: (bytes, how) => {
      counted.handedOver += 1;
      return harmed.sendReliable(bytes, how);
    },
  };
}
