/** Every way in which a word may stand in a log: as it is, in an address, escaped, or as bytes. */
function shapesOf(word) {
  const bytes = Buffer.from(word, "utf8");
  // Base64 of a longer text holds the word's bytes at one of three offsets; the ends mix with what stands beside.
  const inside = [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64").replace(/=+$/, "");
    return padded.slice(offset === 0 ? 0 : offset + 1, -1);
  });
  const encoded = inside.filter((each) => each.length >= 8);
  const urlSafe = encoded.map((each) => each.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set([word, encodeURIComponent(word), encodeURIComponent(word).replaceAll("%20", "+"), JSON.stringify(word).slice(1, -1), bytes.toString("hex"), ...encoded, ...urlSafe])];
}

/**
 * Looks for secrets in texts. A secret is `{ kind, word }`, a source `{ name, text }`. Answers with what was found
 * where: the kind, the source and the line's number, never the word or the line.
 */
export function findLeaks(sources, secrets) {
  const leaks = [];
  for (const { name, text } of sources) {
    for (const { kind, word } of secrets) {
      const at = shapesOf(word).map((shape) => text.indexOf(shape)).find((index) => index >= 0);
      if (at !== undefined) leaks.push({ kind, source: name, line: text.slice(0, at).split("\n").length });
    }
  }
  return leaks;
}

/**
 * The secrets in the links of a mail: what stands after `#`. A link may carry ids before its secret
 * (`#practice.row.secret`); ids are no secrets and may stand in logs, so only the last part is one.
 */
export function tokensIn(text) {
  return [...text.matchAll(/#([\w.-]*[\w-])/g)].map(([, fragment]) => fragment.split(".").at(-1)).filter((token) => token.length >= 32);
}
