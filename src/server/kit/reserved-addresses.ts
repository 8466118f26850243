import "server-only";
import { BlockList, isIP } from "node:net";

/** IPv4 that is no public host: the special-purpose registry of IANA, multicast and what is kept for later. */
const RESERVED_V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Inside of 2000::/3, the only part of IPv6 that is given out: what carries IPv4 in it, and what is kept for examples and tests. */
const RESERVED_V6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

function listOf(subnets: readonly (readonly [string, number])[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
}

const reservedV4 = listOf(RESERVED_V4, "ipv4");
const reservedV6 = listOf(RESERVED_V6, "ipv6");
const givenOutV6 = listOf([["2000::", 3]], "ipv6");

/** Whether an address is that of a public host. Anything that isn't an address is not. */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const family = isIP(plain);
  if (family === 4) return !reservedV4.check(plain, "ipv4");
  return family === 6 && givenOutV6.check(plain, "ipv6") && !reservedV6.check(plain, "ipv6");
}
