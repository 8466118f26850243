import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A line to the product that can be cut in the middle of whatever goes over it, as a train cuts it in a tunnel. */
export class BreakableLine {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  /** Opens a line to an address; pages reach the product by `url`, under the same host name. */
  static async to(address: string): Promise<BreakableLine> {
    const server = createServer();
    const line = new BreakableLine(server, new URL(address));
    server.on("connection", (near) => line.carry(near));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return line;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  private carry(near: Socket): void {
    if (this.isCut) return void near.destroy();
    const far = connect(Number(this.target.port), "127.0.0.1");
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      this.sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }

  /** Everything that is under way breaks, and nothing new gets through. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}
