/** What a practice must have before it can hold visits well. */
export interface SetupFacts {
  readonly services: number;
  readonly clinicians: number;
  readonly telehealthTexts: number;
  readonly hasPhone: boolean;
}

/** Pages below `/settings` on which something is left to set up, in the order in which it is best done. */
export function setupLeft({ services, clinicians, telehealthTexts, hasPhone }: SetupFacts): readonly ("practice" | "staff" | "services" | "consents")[] {
  return [
    ...(hasPhone ? [] : (["practice"] as const)),
    ...(clinicians > 0 ? [] : (["staff"] as const)),
    ...(services > 0 ? [] : (["services"] as const)),
    ...(telehealthTexts > 0 ? [] : (["consents"] as const)),
  ];
}
