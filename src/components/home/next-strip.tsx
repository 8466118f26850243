import type { HomeView } from "@/core/home/views";
import type { NextKind } from "@/core/home/what-next";
import { HomeNext } from "./home-next";

/** What is next, above a page that shows a day, a calendar or a log anyway. Nothing to do takes no room. */
export function NextStrip({ initial, without }: { initial: HomeView; without: readonly NextKind[] }) {
  return (
    <div className="next-strip">
      <HomeNext initial={initial} isStrip without={without} />
    </div>
  );
}
