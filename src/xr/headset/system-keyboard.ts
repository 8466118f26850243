const MOST_CHARS = 500;

/**
 * Asks the headset for words: a field that has the focus brings up its own keyboard, over the scene. `onWords` hears
 * them once, when the keyboard is put away; nothing typed is no answer. Call it from a press.
 */
export function askForWords(onWords: (text: string) => void): void {
  const field = document.createElement("input");
  field.maxLength = MOST_CHARS;
  field.className = "sr-only";
  document.body.append(field);
  const finish = (): void => {
    const text = field.value;
    field.remove();
    if (text.trim() !== "") onWords(text);
  };
  field.addEventListener("blur", finish, { once: true });
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") field.blur();
  });
  field.focus();
}
