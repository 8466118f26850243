import type { CreatePeers, Peers } from "./peers";

/**
 * Traffic with the other browsers that begins when its script has come: until then the scene travels
 * by the server, and what was written waits in the outbox, from where a greeting sends it.
 */
export function createLatePeers(script: Promise<CreatePeers>): CreatePeers {
  return (options) => {
    let peers: Peers | null = null;
    let isClosed = false;
    void script.then((createPeers) => {
      if (isClosed) return;
      peers = createPeers(options);
      peers.greet();
    });
    return {
      broadcast: (ops) => peers?.broadcast(ops),
      sendClaim: (claim) => peers?.sendClaim(claim),
      greet: () => peers?.greet(),
      served: (seen) => peers?.served(seen),
      close: () => {
        isClosed = true;
        peers?.close();
      },
    };
  };
}
