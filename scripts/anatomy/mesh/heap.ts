/** Binary heap of (cost, vertex); equal costs come in order of vertex, so that two builds agree. */
export class CostHeap {
  readonly #cost: number[] = [];
  readonly #vertex: number[] = [];

  get size(): number {
    return this.#cost.length;
  }

  #before(a: number, b: number): boolean {
    const d = this.#cost[a]! - this.#cost[b]!;
    return d < 0 || (d === 0 && this.#vertex[a]! < this.#vertex[b]!);
  }

  #swap(a: number, b: number): void {
    [this.#cost[a], this.#cost[b]] = [this.#cost[b]!, this.#cost[a]!];
    [this.#vertex[a], this.#vertex[b]] = [this.#vertex[b]!, this.#vertex[a]!];
  }

  push(cost: number, vertex: number): void {
    let i = this.#cost.push(cost) - 1;
    this.#vertex.push(vertex);
    for (let up = (i - 1) >> 1; i > 0 && this.#before(i, up); up = (i - 1) >> 1) {
      this.#swap(i, up);
      i = up;
    }
  }

  pop(): { cost: number; vertex: number } | null {
    const last = this.#cost.length - 1;
    if (last < 0) return null;
    this.#swap(0, last);
    const top = { cost: this.#cost.pop()!, vertex: this.#vertex.pop()! };
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < last && this.#before(child, least)) least = child;
      if (least === i) return top;
      this.#swap(i, least);
      i = least;
    }
  }
}
