/**
 * Where a session was opened, as coarsely as helps a person to recognise it: the first three numbers of an
 * IPv4 address, the first three groups of an IPv6 one. Nobody is asked where that is. Empty where it is unknown.
 */
export function placeOf(address: string | null): string {
  const plain = (address ?? "").trim().replace(/^::ffff:/i, "");
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/.exec(plain);
  if (four !== null) return `${four[1]}.${four[2]}.${four[3]}.*`;
  if (!/^[0-9a-f:]{2,39}$/i.test(plain) || !plain.includes(":")) return "";
  const [head = ""] = plain.split("::");
  const groups = head.split(":").filter((each) => each !== "");
  return groups.length === 0 ? "::*" : `${groups.slice(0, 3).join(":").toLowerCase()}:*`;
}

/** A browser without its versions: an update makes no new device of it. */
export function deviceKey(userAgent: string): string {
  return userAgent.replace(/\d+(?:[._]\d+)*/g, "").slice(0, 300);
}
