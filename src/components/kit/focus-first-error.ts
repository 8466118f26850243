/** Moves focus to the first control of a form that is marked wrong, so that its words are read. */
export function focusFirstError(form: HTMLElement): boolean {
  const wrong = form.querySelector<HTMLElement>("[aria-invalid='true']");
  wrong?.focus();
  return wrong !== null;
}
