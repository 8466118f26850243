import type { ReactNode } from "react";

interface SettingsPageProps {
  title: string;
  words?: string;
  children: ReactNode;
}

/** One part of the settings: its name, what it is for, and the part itself. */
export function SettingsPage({ title, words, children }: SettingsPageProps) {
  return (
    <main id="main" tabIndex={-1} className="settings-page">
      <h1 className="text-h1">{title}</h1>
      {words !== undefined && <p className="mt-2 mb-6 max-w-[40rem] text-ink2">{words}</p>}
      {children}
    </main>
  );
}
