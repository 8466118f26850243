import { PlainButton } from "@/components/kit/plain-button";

interface FormFootProps {
  words: { readonly save: string; readonly unsaved: string; readonly nothing: string };
  isDirty: boolean;
  isPending: boolean;
  /** What was refused as a whole. */
  error?: string;
}

/** The end of a form: what was refused, the one button, and whether something waits to be saved. */
export function FormFoot({ words, isDirty, isPending, error }: FormFootProps) {
  return (
    <>
      {error !== undefined && (
        <p role="alert" className="field-error">
          {error}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <PlainButton type="submit" kind="filled" pending={isPending} unready={isDirty ? undefined : words.nothing}>
          {words.save}
        </PlainButton>
        {isDirty && <span className="text-small text-ink2">{words.unsaved}</span>}
      </div>
    </>
  );
}
