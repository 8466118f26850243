"use client";

import type { FormEvent, ReactNode } from "react";

interface AdmitFormProps {
  visitId: string;
  /** Admits from the page, once its scripts are there. */
  onAdmit: () => void;
  /** A button of type "submit". */
  children: ReactNode;
}

/** Around a button that admits: a press counts from the first moment that it can be seen, scripts or not. */
export function AdmitForm({ visitId, onAdmit, children }: AdmitFormProps) {
  const admit = (event: FormEvent) => {
    event.preventDefault();
    onAdmit();
  };
  return (
    <form method="post" action={`/visit/${visitId}/admit`} onSubmit={admit} className="contents">
      {children}
    </form>
  );
}
