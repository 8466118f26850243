import { NextStrip } from "@/components/home/next-strip";
import type { NextKind } from "@/core/home/what-next";
import { Messages } from "@/i18n/message-provider";
import { homeNext } from "@/server/home/next";
import { runQuery } from "@/server/kit/run-query";

/**
 * What is next, above a first page. `without`: what the page below shows itself; `isColumn`: it is one column of
 * text. Where it can't be told, the page below stands for itself and says what is wrong.
 */
export async function NextUp({ without = [], isColumn = false }: { without?: readonly NextKind[]; isColumn?: boolean }) {
  const next = await runQuery(homeNext, {});
  if (!next.ok) return null;
  return (
    <Messages areas={["home", "errors"]}>
      <NextStrip initial={next.value} without={without} isColumn={isColumn} />
    </Messages>
  );
}
