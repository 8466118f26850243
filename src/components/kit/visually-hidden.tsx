import type { ReactNode } from "react";

/** Read aloud, not seen. */
export function VisuallyHidden({ children, as: Element = "span" }: { children: ReactNode; as?: "span" | "h1" | "h2" | "p" }) {
  return <Element className="sr-only">{children}</Element>;
}
