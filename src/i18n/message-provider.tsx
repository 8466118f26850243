import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { AllMessages, Area } from "./messages";

interface MessagesProps {
  /** The namespaces that client components below may use; `kit` always comes along. */
  areas?: readonly Area[];
  children: ReactNode;
}

/**
 * Hands the messages of some areas to the client components below. The provider nearest to a
 * component counts, so name every area that the subtree uses.
 */
export async function Messages({ areas = [], children }: MessagesProps) {
  const all: Partial<AllMessages> = await getMessages();
  const names = new Set<Area>(["kit", ...areas]);
  const wanted = Object.fromEntries([...names].map((area) => [area, all[area]]));
  return <NextIntlClientProvider messages={wanted}>{children}</NextIntlClientProvider>;
}
