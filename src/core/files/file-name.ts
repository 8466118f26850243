import { KIND_RULES, type FileKind } from "./purposes";

const MAX_LENGTH = 120;
/** Names that Windows keeps for devices, with or without an ending. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** Characters that no file system, header or shell should meet in a name. */
const UNSAFE = /[<>:"|?*;`$&%{}~^#\\/]/gu;
/** Control and format characters: zero width, bidirectional marks, tags, soft hyphen, separators of lines. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu;

/** The name without its last ending, where that is the ending of any kind we know or looks like one. */
function stemOf(name: string): string {
  const at = name.lastIndexOf(".");
  if (at <= 0) return name;
  return /^[\p{L}\p{N}]{1,8}$/u.test(name.slice(at + 1)) ? name.slice(0, at) : name;
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).toLowerCase();
}

/**
 * A file's name as it may be kept and offered again: the last part of a path, composed (NFC), without
 * what can't be seen or does harm, at most 120 characters, with the ending of what is in the file.
 * Cleaning a clean name changes nothing. Never empty.
 */
export function cleanFileName(given: string, kind: FileKind): string {
  const { endings } = KIND_RULES[kind];
  const last = given.normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const seen = last.replace(UNSEEN, "").replace(UNSAFE, " ").replace(/\p{Zs}+/gu, " ").replace(/^[. ]+|[. ]+$/gu, "");
  const ending = endings.find((each) => each === endingOf(seen)) ?? endings[0];
  // Two endings in a row ("scan.exe.pdf") read as a trick: only the true one stays.
  const stem = stemOf(seen).replace(/\.+/gu, "_");
  const short = [...stem].slice(0, MAX_LENGTH - ending.length - 1).join("").replace(/^[._ ]+|[. ]+$/gu, "");
  const safe = short === "" || RESERVED.test(short) ? `file ${short}`.trim() : short;
  return `${safe}.${ending}`;
}

/** Whether a name's ending is one of the kind's; a name without an ending disagrees with nothing. */
export function endingAgrees(name: string, kind: FileKind): boolean {
  return !name.includes(".") || KIND_RULES[kind].endings.includes(endingOf(name.trim()));
}

/**
 * `Content-Disposition` for a name: plain letters for old readers, RFC 8187 for the rest. The name was
 * cleaned; quotes and line ends are left out once more, as they would end the header's value.
 */
export function dispositionOf(way: "inline" | "attachment", name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/gu, "_").replace(/["\\]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${way}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
