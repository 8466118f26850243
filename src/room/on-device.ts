const PREFIX = "bedside.";

/** What this browser keeps of a person's own settings under a name; null where there is none, or nothing may be kept. */
export function keptOnDevice(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    // A browser that forbids it throws on the very name: the setting then lasts as long as the page.
    return null;
  }
}

/** Keeps a setting on this device: never anything about a patient. */
export function keepOnDevice(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // As above: without a place to keep it, it lasts as long as the page.
  }
}
