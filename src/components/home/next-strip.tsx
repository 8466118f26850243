import { cx } from "@/components/kit/classes";
import type { HomeView } from "@/core/home/views";
import type { NextKind } from "@/core/home/what-next";
import { HomeNext } from "./home-next";

interface NextStripProps {
  initial: HomeView;
  without: readonly NextKind[];
  /** The page below is one column of text. */
  isColumn: boolean;
}

/** What is next, above a page that shows a day, a calendar or a log anyway. Nothing to do takes no room. */
export function NextStrip({ initial, without, isColumn }: NextStripProps) {
  return (
    <div className={cx("next-strip", isColumn && "next-strip-reading")}>
      <HomeNext initial={initial} isStrip without={without} />
    </div>
  );
}
