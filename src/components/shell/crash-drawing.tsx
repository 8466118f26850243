import type { ReactNode } from "react";

interface CrashDrawingProps {
  title: string;
  words: string;
  retry: string;
  referenceWords?: string;
  reference?: string;
  onRetry: () => void;
  children?: ReactNode;
}

/** The broken ring, what happened, and the way on. Draws what `StatePage` draws for an error. */
export function CrashDrawing({ title, words, retry, referenceWords, reference, onRetry, children }: CrashDrawingProps) {
  return (
    <main id="main" className="mx-auto w-full max-w-[40rem] px-4 py-16 tablet:px-8">
      <svg width="220" height="96" viewBox="0 0 220 96" aria-hidden="true" focusable="false" className="ring-drawing ring-flush">
        <path className="ring-floor" d="M92 20.6A92 30 0 1 0 128 20.6" />
        <path className="ring-cross" d="M103 13l14 14M117 13l-14 14" />
      </svg>
      <h1 className="mt-3.5 text-h1">{title}</h1>
      <p className="mt-1 max-w-[30rem] text-ink2">{words}</p>
      {children}
      {reference !== undefined && (
        <p className="mt-2 text-small text-ink2">
          {referenceWords} <span className="figures text-ink">{reference}</span>
        </p>
      )}
      <button type="button" className="btn btn-filled mt-6" onClick={onRetry}>
        {retry}
      </button>
    </main>
  );
}
