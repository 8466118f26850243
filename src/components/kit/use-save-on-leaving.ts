import { useEffect } from "react";
import type { ReadonlyStore } from "@/room/store";

/** Something that is being written and saves itself. */
interface SavesItself {
  readonly state: Pick<ReadonlyStore<{ readonly status: string }>, "get">;
  /** Sends what is not saved yet; `last`: the page goes away meanwhile. */
  flush(last?: boolean): Promise<unknown>;
}

/** Saves once more when the page or the part that shows it goes away, and has the browser ask while something is not saved. */
export function useSaveOnLeaving(draft: SavesItself): void {
  useEffect(() => {
    const flushLast = () => void draft.flush(true);
    const warn = (event: BeforeUnloadEvent) => {
      if (draft.state.get().status !== "saved") event.preventDefault();
    };
    window.addEventListener("pagehide", flushLast);
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("pagehide", flushLast);
      window.removeEventListener("beforeunload", warn);
      // Leaving by a link inside the app: what was written still goes out.
      void draft.flush();
    };
  }, [draft]);
}
