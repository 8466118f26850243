// Only voices that live on this device: others send the words to somebody else's server.
function ownVoice(lang: string): SpeechSynthesisVoice | null {
  return speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(lang.slice(0, 2).toLowerCase())) ?? null;
}

const isThere = (): boolean => typeof window !== "undefined" && "speechSynthesis" in window;

/** Tells, now and when voices come later, whether this device reads a language aloud by itself. Returns what ends the telling. */
export function canReadAloud(lang: string, tell: (can: boolean) => void): () => void {
  if (!isThere()) return () => undefined;
  const ask = (): void => tell(ownVoice(lang) !== null);
  ask();
  speechSynthesis.addEventListener("voiceschanged", ask);
  return () => speechSynthesis.removeEventListener("voiceschanged", ask);
}

/** Reads words aloud with a voice of this device; what was being read before ends. */
export function readAloud(text: string, lang: string): void {
  const voice = isThere() ? ownVoice(lang) : null;
  if (!voice) return;
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voice;
  words.lang = voice.lang;
  speechSynthesis.speak(words);
}

/** Ends reading aloud. */
export function stopReading(): void {
  if (isThere()) speechSynthesis.cancel();
}
