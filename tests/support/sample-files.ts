// Small files of every kind that we take, made byte by byte, and their wicked cousins.
import { crc32, deflateSync } from "node:zlib";

const u32be = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const u32le = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([u32be(data.length), body, u32be(crc32(body))]);
}

/** A grey PNG; `says` is the size that its header states, whatever its data hold. */
export function pngFile(says: { width: number; height: number } = { width: 2, height: 2 }, extra: readonly [string, Uint8Array][] = []): Buffer {
  const header = Buffer.concat([u32be(says.width), u32be(says.height), Buffer.from([8, 0, 0, 0, 0])]);
  const data = deflateSync(Buffer.alloc(6));
  const chunks = extra.map(([type, bytes]) => pngChunk(type, bytes));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), pngChunk("IHDR", header), ...chunks, pngChunk("IDAT", data), pngChunk("IEND", Buffer.alloc(0))]);
}

/** A JPEG as far as its segments go; its scan is noise. */
export function jpegFile({ width, height } = { width: 16, height: 16 }): Buffer {
  const segment = (marker: number, data: Buffer) => Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data]);
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe0, Buffer.from("JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "latin1")), segment(0xc0, frame), segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([1, 2, 3, 4, 0xff, 0xd9])]);
}

/** A lossless WebP of a size. */
export function webpFile({ width, height } = { width: 10, height: 10 }): Buffer {
  const bits = ((width - 1) & 0x3fff) | (((height - 1) & 0x3fff) << 14);
  const data = Buffer.concat([Buffer.from([0x2f]), u32le(bits), Buffer.alloc(7)]);
  const chunk = Buffer.concat([Buffer.from("VP8L"), u32le(data.length), data]);
  return Buffer.concat([Buffer.from("RIFF"), u32le(4 + chunk.length), Buffer.from("WEBP"), chunk]);
}

/** A PDF of one empty page, with more text between its objects. */
export function pdfFile(more = ""): Buffer {
  return Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 0 /Kids [] >>\nendobj\n${more}\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`, "latin1");
}

/** A PDF that hides objects in a packed stream. */
export function pdfWithPacked(objects: string, filter = "/FlateDecode"): Buffer {
  const packed = deflateSync(Buffer.from(objects)).toString("latin1");
  return pdfFile(`3 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter ${filter} /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj`);
}

/** A GLB of a description and bytes. */
export function glbFile(more: object = {}, bin: Buffer = Buffer.alloc(0)): Buffer {
  const text = JSON.stringify({ asset: { version: "2.0" }, ...more });
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4, " "));
  const padded = Buffer.concat([bin, Buffer.alloc((4 - (bin.length % 4)) % 4)]);
  const chunks = [u32le(json.length), Buffer.from("JSON"), json, ...(padded.length === 0 ? [] : [u32le(padded.length), Buffer.from("BIN\0"), padded])];
  const body = Buffer.concat(chunks);
  return Buffer.concat([Buffer.from("glTF"), u32le(2), u32le(12 + body.length), body]);
}

/** A GLB with one picture in it. */
export function glbWithPicture(picture: Buffer): Buffer {
  return glbFile({ buffers: [{ byteLength: picture.length }], bufferViews: [{ buffer: 0, byteLength: picture.length }], images: [{ bufferView: 0, mimeType: "image/png" }] }, picture);
}

/** A binary STL of so many triangles, which all lie in one point. */
export function stlFile(triangles = 2): Buffer {
  return Buffer.concat([Buffer.alloc(80, "mesh "), u32le(triangles), Buffer.alloc(50 * triangles)]);
}

/** An STL in its text form. */
export const textStl = (): Buffer =>
  Buffer.from(`solid heart\n${"facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\n".repeat(2)}endsolid heart\n`);
