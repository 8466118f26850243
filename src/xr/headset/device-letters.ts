/** A noncharacter: no font has it, so what is drawn for it is what is drawn for every sign that no font has. */
const NOBODYS = "\uffff";
const SIDE = 32;

/** By sign: whether this device has a letter for it. */
const known = new Map<string, boolean>();
let pen: CanvasRenderingContext2D | null = null;

function drawn(sign: string, family: string): string {
  pen ??= Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE }).getContext("2d", { willReadFrequently: true });
  if (!pen) return "";
  pen.font = `20px ${family}`;
  pen.clearRect(0, 0, SIDE, SIDE);
  pen.fillText(sign, 4, 24);
  return pen.getImageData(0, 0, SIDE, SIDE).data.join();
}

/** Whether this device's fonts have a letter for a sign, or would draw the box that stands for any. */
function hasLetter(sign: string, family: string): boolean {
  const before = known.get(sign);
  if (before !== undefined) return before;
  const has = /[\p{M}\p{Z}\p{C}]/u.test(sign) || drawn(sign, family) !== drawn(NOBODYS, family);
  known.set(sign, has);
  return has;
}

/** What of a text this device has no letters for: each run of such signs. */
export function lettersMissing(text: string, family: string): readonly string[] {
  const runs: string[] = [];
  let isRun = false;
  for (const sign of text) {
    const has = hasLetter(sign, family);
    if (!has) runs.push(isRun ? (runs.pop() ?? "") + sign : sign);
    isRun = !has;
  }
  return runs;
}
