// Apart from the arithmetic of times, which brings a calendar library that no patient's page needs.

/** The place in an IANA zone's name, as people say it: `America/New_York` → `New York`. */
export function zonePlace(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
