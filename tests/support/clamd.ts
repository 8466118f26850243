// A scanner that speaks clamd's INSTREAM, as much of it as we do: it reads the lengths, and finds a word.
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** How the scanner behaves with the next files. */
export type Mood = "works" | "limit" | "hangs up" | "silent" | "odd";

/** A scanner on a port of its own. */
export class Clamd {
  mood: Mood = "works";
  /** How many bytes each file had, as the scanner counted them. */
  readonly seen: number[] = [];

  private constructor(
    private readonly server: Server,
    private readonly word: string,
  ) {}

  static async start(word: string): Promise<Clamd> {
    const server = createServer();
    const clamd = new Clamd(server, word);
    server.on("connection", (socket) => clamd.serve(socket));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return clamd;
  }

  get url(): string {
    return `tcp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private serve(socket: Socket): void {
    let [held, body]: [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];
    let hasBegun = false;
    socket.on("error", () => socket.destroy());
    socket.on("data", (part) => {
      held = Buffer.concat([held, part]);
      if (!hasBegun) {
        if (!held.toString("latin1").startsWith("zINSTREAM\0")) return;
        held = held.subarray(10);
        hasBegun = true;
      }
      while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
        const length = held.readUInt32BE(0);
        if (length === 0) return this.answer(socket, body);
        body = Buffer.concat([body, held.subarray(4, 4 + length)]);
        held = held.subarray(4 + length);
        if (this.mood === "hangs up") return void socket.destroy();
        if (this.mood === "limit") return void socket.end("INSTREAM size limit exceeded. ERROR\0");
      }
    });
  }

  private answer(socket: Socket, body: Buffer): void {
    this.seen.push(body.length);
    if (this.mood === "silent") return void socket.end();
    if (this.mood === "odd") return void socket.end("stream: OK, perhaps\0");
    socket.end(body.includes(this.word) ? "stream: Test.Word FOUND\0" : "stream: OK\0");
  }

  stop(): Promise<void> {
    return new Promise((stopped) => this.server.close(() => stopped()));
  }
}
