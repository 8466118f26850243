import type { ModelProblem } from "@/core/models/limits";

/** How long this device looks at a model, before the server is left to it. */
const PATIENCE_MS = 60_000;

/**
 * What is wrong with a model, found on this device before anything of it is sent; null: nothing, as far as it can tell.
 * The server looks again, and its word counts (ANA-501). Rejects only when `signal` aborts.
 */
export function lookAtModel(file: File, signal: AbortSignal): Promise<ModelProblem | null> {
  const worker = new Worker(new URL("./look.worker.ts", import.meta.url), { type: "module" });
  return new Promise<ModelProblem | null>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")), { once: true });
    setTimeout(() => resolve(null), PATIENCE_MS);
    worker.onmessage = ({ data }: MessageEvent<{ readonly problem: ModelProblem | null }>) => resolve(data.problem);
    // It could not even start, or ran out of memory: the server may do better.
    worker.onerror = () => resolve(null);
    if (signal.aborted) reject(new DOMException("stopped", "AbortError"));
    else worker.postMessage(file);
  }).finally(() => worker.terminate());
}
