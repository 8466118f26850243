import type { ReactNode } from "react";

/** One piece with its name above. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8 first:mt-0">
      <h2 className="mb-2.5 text-small font-semibold text-ink2">{title}</h2>
      {children}
    </section>
  );
}
