import { PlainButton } from "@/components/kit/plain-button";

interface FormFootProps {
  submit: string;
  cancel: string;
  isPending: boolean;
  onCancel: () => void;
}

/** The two ways out of a form that opened in its place: sent, or closed again. */
export function FormFoot({ submit, cancel, isPending, onCancel }: FormFootProps) {
  return (
    <div className="flex flex-wrap gap-2">
      <PlainButton type="submit" kind="filled" pending={isPending}>
        {submit}
      </PlainButton>
      <PlainButton kind="text" onPress={onCancel}>
        {cancel}
      </PlainButton>
    </div>
  );
}
