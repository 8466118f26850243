import "server-only";

interface Kept {
  readonly key: Promise<Buffer>;
  readonly untilMs: number;
}

/**
 * Unwrapped data keys, kept a while: so many at most, so long at most, the longest unused goes first.
 * Two who ask for one at the same moment wait for the same answer. What failed is not kept.
 */
export class KeptKeys {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly limit: number,
    private readonly keepMs: number,
    /** Monotonic milliseconds. */
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** How many are held now. */
  get size(): number {
    return this.kept.size;
  }

  /** The key of that name, or what `open` finds. */
  async find(name: string, open: () => Promise<Buffer>): Promise<Buffer> {
    const known = this.kept.get(name);
    if (known !== undefined && this.clock() < known.untilMs) {
      this.kept.delete(name);
      this.kept.set(name, known);
      return known.key;
    }
    const made: Kept = { key: open(), untilMs: this.clock() + this.keepMs };
    this.kept.delete(name);
    this.kept.set(name, made);
    this.trim();
    try {
      return await made.key;
    } catch (error) {
      if (this.kept.get(name) === made) this.kept.delete(name);
      throw error;
    }
  }

  private trim(): void {
    for (const [name, { untilMs }] of this.kept) {
      if (this.kept.size > this.limit || this.clock() >= untilMs) this.kept.delete(name);
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.kept.clear();
  }
}
