import type { ReactNode } from "react";
import { OwnLogoProvider } from "@/components/kit/logo";

interface PracticeLookProps {
  /** The practice whose page it is; null: nobody knows, and it looks as ours do. */
  face: { readonly name: string; readonly accent: string | null; readonly logoFileId: string | null } | null;
  children: ReactNode;
}

/** Puts a practice's accent and logo in place of ours on the page inside. */
export function PracticeLook({ face, children }: PracticeLookProps) {
  const logo = face?.logoFileId == null ? null : { name: face.name, source: `/api/files/logo/${face.logoFileId}` };
  return (
    <OwnLogoProvider logo={logo}>
      {face?.accent != null && <link rel="stylesheet" href={`/look/${face.accent.slice(1)}.css`} precedence="high" />}
      {children}
    </OwnLogoProvider>
  );
}
