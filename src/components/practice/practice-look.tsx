/** Puts the practice's accent in place of ours on the page around it. */
export function PracticeLook({ accent }: { accent: string | null }) {
  if (accent === null) return null;
  return <link rel="stylesheet" href={`/look/${accent.slice(1)}.css`} precedence="high" />;
}
