import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

// A self-signed certificate in DER, written by hand: Node has keys and signatures but no certificates.
const length = (n) => (n < 128 ? [n] : n < 256 ? [0x81, n] : [0x82, n >> 8, n & 255]);
const tag = (id, ...parts) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([id, ...length(body.length)]), body]);
};
const sequence = (...parts) => tag(0x30, ...parts);
const bytes = (...list) => Buffer.from(list);

function objectId(dotted) {
  const [first, second, ...rest] = dotted.split(".").map(Number);
  const out = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 127];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 127) | 128);
    out.push(...groups);
  }
  return tag(0x06, Buffer.from(out));
}

const time = (date) => tag(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`));
const commonName = (text) => sequence(tag(0x31, sequence(objectId("2.5.4.3"), tag(0x0c, Buffer.from(text)))));
const extension = (id, value) => sequence(objectId(id), tag(0x04, value));
const ipBytes = (address) => Buffer.from(address.split(".").map(Number));
const pem = (label, der) => `-----BEGIN ${label}-----\n${der.toString("base64").replace(/.{64}/g, "$&\n").trimEnd()}\n-----END ${label}-----\n`;

/** A key and a certificate for an IPv4 address and for localhost, good for `days` days. */
export function selfSigned({ address, now, days = 90 }) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = sequence(objectId("1.2.840.10045.4.3.2"));
  const name = commonName("Bedside on this network");
  const serial = Buffer.concat([bytes(0x4a), randomBytes(15)]);
  const names = sequence(tag(0x87, ipBytes(address)), tag(0x87, ipBytes("127.0.0.1")), tag(0x82, Buffer.from("localhost")));
  const extensions = sequence(
    extension("2.5.29.17", names),
    extension("2.5.29.37", sequence(objectId("1.3.6.1.5.5.7.3.1"))),
    extension("2.5.29.19", sequence()),
  );
  const body = sequence(
    tag(0xa0, tag(0x02, bytes(2))),
    tag(0x02, serial),
    algorithm,
    name,
    sequence(time(new Date(now - 3_600_000)), time(new Date(now + days * 86_400_000))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tag(0xa3, extensions),
  );
  const signature = sign("sha256", body, privateKey);
  const certificate = sequence(body, algorithm, tag(0x03, bytes(0), signature));
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }), cert: pem("CERTIFICATE", certificate) };
}
