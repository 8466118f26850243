import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/**
 * Begins a statement that does what it says to one row or fails, and may travel with whatever its transaction sends next,
 * at the latest with COMMIT. Outside a transaction it goes at once, as any other.
 */
export const FOLDED = "/* folded */";

interface Statement {
  readonly text: string;
}

/** A transaction that somebody is about to begin, and the connection on which it began: the first that begins one within. */
export interface Begun {
  client: FoldingClient | null;
}

/** Within it the next BEGIN says on which connection it is. */
export const beginning = new AsyncLocalStorage<Begun>();

type Send = (statement: Statement) => Promise<unknown>;

const isStatement = (value: unknown): value is Statement => typeof value === "object" && value !== null && "text" in value && typeof value.text === "string";
const answerOf = (rowCount: number): Promise<unknown> => Promise.resolve({ command: "", rowCount, oid: 0, rows: [], fields: [] });

/**
 * A connection that sends BEGIN with the first statement of its transaction, and {@link FOLDED} ones with what comes
 * next: one packet and one way to the database instead of two. Whoever waits for the last of them waits for all, and
 * hears of the first that failed. After a failed statement the database has given the transaction up, and answers even
 * COMMIT with a rollback: nothing of it is kept.
 */
export class FoldingClient extends pg.Client {
  private isInTransaction = false;
  private begun: Begun | null = null;
  private begin: Statement | null = null;
  private folded: readonly Statement[] = [];

  /** As pg's own, for the one kind of statement that goes through a transaction here; all others go on as they are. */
  override query(...given: readonly never[]): never {
    const plain = pg.Client.prototype.query as (...args: readonly unknown[]) => unknown;
    const [statement]: readonly unknown[] = given;
    const isOne = given.length === 1 && isStatement(statement);
    return (isOne ? this.fold(statement, (each) => plain.call(this, each) as Promise<unknown>) : plain.apply(this, [...given])) as never;
  }

  /** Runs one statement as {@link query} does, and gives its rows back. */
  async rowsOf<Row>(statement: Statement & { readonly name: string; readonly values: readonly unknown[] }): Promise<readonly Row[]> {
    const plain = pg.Client.prototype.query as (...args: readonly unknown[]) => unknown;
    const answer = await this.fold(statement, (each) => plain.call(this, each) as Promise<unknown>);
    return (answer as { readonly rows: readonly Row[] }).rows;
  }

  /** Whether the transaction that is open here is that one, and no later one. */
  isWithin(begun: Begun): boolean {
    return this.isInTransaction && this.begun === begun;
  }

  private fold(statement: Statement, send: Send): Promise<unknown> {
    const { text } = statement;
    if (text === "BEGIN") {
      // A transaction before this one that never came to its end left nothing behind.
      [this.isInTransaction, this.begin, this.folded, this.begun] = [true, statement, [], null];
      const begun = beginning.getStore();
      if (begun?.client === null) [begun.client, this.begun] = [this, begun];
      return answerOf(0);
    }
    if (this.isInTransaction && text.startsWith(FOLDED)) {
      this.folded = [...this.folded, statement];
      return answerOf(1);
    }
    const { begin, folded } = this;
    [this.begin, this.folded] = [null, []];
    const isEnd = text === "COMMIT" || text === "ROLLBACK";
    if (isEnd) this.isInTransaction = false;
    // A transaction that has sent nothing has nothing to end.
    if (isEnd && begin !== null && (folded.length === 0 || text === "ROLLBACK")) return answerOf(0);
    const before = [...(begin === null ? [] : [begin]), ...(text === "ROLLBACK" ? [] : folded)];
    return before.length === 0 ? send(statement) : this.together([...before, statement], send);
  }

  private async together(statements: readonly Statement[], send: Send): Promise<unknown> {
    const { stream } = this.connection;
    stream.cork();
    const sent = statements.map(send);
    stream.uncork();
    const settled = await Promise.allSettled(sent);
    const failed = settled.find((each) => each.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return sent.at(-1);
  }
}
