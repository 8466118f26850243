import fc from "fast-check";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { glbFile, glbWithPicture, jpegFile, pdfFile, pdfWithPacked, pngFile, stlFile, textStl, webpFile } from "../../../tests/support/sample-files";
import type { FileProblem } from "./byte-walk";
import { cleanFileName, dispositionOf, endingAgrees } from "./file-name";
import { inspectFile, type Inspected } from "./inspect";
import { FILE_KINDS, PURPOSE_RULES, type FileKind, type FilePurpose } from "./purposes";

function inflate(packed: Uint8Array, maxBytes: number): Uint8Array | null {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, maxBytes) });
  } catch {
    return null;
  }
}

function look(purpose: FilePurpose, name: string, bytes: Uint8Array, step = 7_919): Inspected {
  const inspection = inspectFile(purpose, name, inflate);
  for (let at = 0; at < bytes.length; at += step) inspection.push(bytes.subarray(at, at + step));
  return inspection.end();
}

function problemOf(purpose: FilePurpose, name: string, bytes: Uint8Array, step?: number): FileProblem | null {
  const seen = look(purpose, name, bytes, step);
  return seen.ok ? null : seen.problem;
}

const GOOD: readonly [FileKind, FilePurpose, Buffer][] = [
  ["png", "logo", pngFile()],
  ["jpeg", "logo", jpegFile()],
  ["webp", "document", webpFile()],
  ["pdf", "document", pdfFile()],
  ["pdf", "document", pdfWithPacked("1 0 << /Type /Font >>")],
  ["glb", "model", glbFile()],
  ["glb", "model", glbWithPicture(pngFile())],
  ["stl", "model", stlFile()],
  ["stl", "model", textStl()],
];

describe("what a file is", () => {
  it.each(GOOD)("FILE-2: a %s is known by its content as %s, however it is cut and whatever it is called", (kind, purpose, bytes) => {
    const name = kind === "stl" ? "mesh.STL" : "named.exe";
    for (const step of [1, 13, bytes.length]) expect(look(purpose, name, bytes, step)).toEqual({ ok: true, kind, byteCount: bytes.length });
  });

  it("FILE-2: pages, drawings with scripts, archives and programs are nothing that we take, under any name", () => {
    const wicked = ["<!doctype html><script>1</script>", "  <svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "PK\x03\x04archive", "MZ program", "\x7fELF", "#!/bin/sh\nrm", "GIF89a", "just words"];
    for (const text of wicked) {
      const bytes = Buffer.from(text.padEnd(200, " "), "latin1");
      for (const name of ["a.png", "a.pdf", "a.glb"]) expect(problemOf("document", name, bytes), text).toBe("kind_unknown");
      expect(problemOf("model", "a.stl", bytes), text).not.toBeNull();
    }
  });

  it("FILE-1, FILE-2: each purpose takes its kinds and its size and nothing else", () => {
    for (const [kind, , bytes] of GOOD) {
      for (const purpose of ["logo", "document", "model"] as const) {
        if (!PURPOSE_RULES[purpose].kinds.includes(kind)) expect(problemOf(purpose, "mesh.stl", bytes)).toBe("kind_not_taken");
      }
    }
    const big = Buffer.concat([pngFile().subarray(0, -12), Buffer.alloc(PURPOSE_RULES.logo.maxBytes)]);
    expect(problemOf("logo", "a.png", big)).not.toBeNull();
    const inspection = inspectFile("model", "a.stl", inflate);
    const mega = Buffer.alloc(1024 * 1024, 1);
    let stopped = 0;
    for (; stopped < 250; stopped++) if (inspection.push(mega) !== null) break;
    expect(stopped).toBe(200);
    expect(inspection.end()).toEqual({ ok: false, problem: "too_large" });
    expect(problemOf("logo", "a.png", Buffer.alloc(0))).toBe("empty");
  });

  it("FILE-3: an image that would unpack to more than its purpose allows is refused by its header", () => {
    expect(problemOf("document", "a.png", pngFile({ width: 100_000, height: 100_000 }))).toBe("image_too_large");
    expect(problemOf("document", "a.jpg", jpegFile({ width: 65_000, height: 65_000 }))).toBe("image_too_large");
    expect(problemOf("logo", "a.webp", webpFile({ width: 9_000, height: 9_000 }))).toBe("image_too_large");
    expect(problemOf("logo", "a.png", pngFile({ width: 0, height: 5 }))).toBe("broken");
    expect(problemOf("logo", "a.png", pngFile({ width: 2, height: 2 }, [["acTL", Buffer.alloc(8)]]))).toBe("animated");
    expect(problemOf("document", "a.png", pngFile({ width: 2, height: 2 }, [["zTXt", Buffer.alloc(1024 * 1024 + 1)]]))).toBe("image_too_large");
    expect(problemOf("model", "a.glb", glbWithPicture(pngFile({ width: 100_000, height: 100_000 })))).toBe("image_too_large");
  });

  it("FILE-3: a model that would unpack to more than a browser holds, that needs the network or what we can't show, is refused", () => {
    const view = { buffer: 0, byteLength: 0, extensions: { EXT_meshopt_compression: { buffer: 0, count: 500_000_000, byteStride: 16 } } };
    expect(problemOf("model", "a.glb", glbFile({ bufferViews: [view] }))).toBe("model_too_large");
    expect(problemOf("model", "a.glb", glbFile({ accessors: [{ count: 400_000_000, type: "VEC3" }] }))).toBe("model_too_large");
    expect(problemOf("model", "a.glb", glbFile({ images: [{ uri: "https://elsewhere.example/x.png" }] }))).toBe("model_refers_out");
    expect(problemOf("model", "a.glb", glbFile({ buffers: [{ byteLength: 4, uri: "http://127.0.0.1/" }] }))).toBe("model_refers_out");
    expect(problemOf("model", "a.glb", glbFile({ extensionsRequired: ["KHR_draco_mesh_compression"] }))).toBe("model_unsupported");
    expect(problemOf("model", "a.glb", glbFile({ asset: { version: "1.0" } }))).toBe("broken");
  });

  it("FILE-4: a PDF that acts, carries files or is locked is refused, also where it hides that", () => {
    const active = ["/S /JavaScript /JS (app.alert(1))", "/S /Launch /F (cmd.exe)", "/Type /EmbeddedFile", "/AcroForm << /XFA 5 0 R >>", "/S /J#61va#53cript", "/S /SubmitForm", "/S /GoToR"];
    for (const text of active) {
      expect(problemOf("document", "a.pdf", pdfFile(`4 0 obj\n<< ${text} >>\nendobj`), 5), text).toBe("active_content");
      expect(problemOf("document", "a.pdf", pdfWithPacked(`4 0 << ${text} >>`)), text).toBe("active_content");
    }
    expect(problemOf("document", "a.pdf", pdfFile("/Encrypt 9 0 R"))).toBe("locked");
    expect(problemOf("document", "a.pdf", pdfWithPacked("1 0 << >>", "[/ASCII85Decode /FlateDecode]"))).toBe("broken");
    expect(problemOf("document", "a.pdf", pdfWithPacked(" ".repeat(80 * 1024 * 1024)))).toBe("broken");
    expect(problemOf("document", "a.pdf", pdfFile("<< /Launched true /JavaScripts 1 >>"))).toBeNull();
  });

  it("FILE-3: what is cut off anywhere, or has something behind its end, is refused", () => {
    for (const [kind, purpose, bytes] of GOOD) {
      const name = kind === "stl" ? "a.stl" : "a";
      for (let end = 1; end < bytes.length - 1; end += Math.max(1, Math.floor(bytes.length / 40))) {
        if (kind === "stl" && bytes[0] === 0x73) continue;
        if (kind === "pdf" && end > bytes.length - 8) continue;
        expect(look(purpose, name, bytes.subarray(0, end)).ok, `${kind} to ${end}`).toBe(false);
      }
      if (kind === "png" || kind === "webp" || kind === "glb") {
        expect(problemOf(purpose, name, Buffer.concat([bytes, Buffer.from("PK\x03\x04")]))).toBe("trailing_bytes");
      }
    }
  });

  it("FILE-3: no bytes make it throw, and how they are cut changes nothing", () => {
    const start = fc.constantFrom(...GOOD.map(([, , bytes]) => bytes));
    fc.assert(
      fc.property(start, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }), fc.integer({ min: 1, max: 300 }), fc.constantFrom(...(["logo", "document", "model"] as const)), (bytes, edits, step, purpose) => {
        const copy = Buffer.from(bytes);
        for (const [at, value] of edits) copy[at % copy.length] = value;
        expect(look(purpose, "a.stl", copy, step)).toEqual(look(purpose, "a.stl", copy, copy.length));
      }),
      { numRuns: 300 },
    );
  });
});

describe("what a file is called", () => {
  it("FILE-5: paths, what can't be seen, reversed endings, devices and double endings go; the true ending stays", () => {
    expect(cleanFileName("../../etc/passwd", "pdf")).toBe("passwd.pdf");
    expect(cleanFileName("C:\\Users\\x\\scan.pdf", "pdf")).toBe("scan.pdf");
    expect(cleanFileName("invoice\u202Efdp.exe", "pdf")).toBe("invoicefdp.pdf");
    expect(cleanFileName("a\u0000b\r\nc\u200b.png", "png")).toBe("abc.png");
    expect(cleanFileName("CON.png", "png")).toBe("file CON.png");
    expect(cleanFileName("report.exe.pdf", "pdf")).toBe("report_exe.pdf");
    expect(cleanFileName("...", "stl")).toBe("file.stl");
    expect(cleanFileName("Röntgen  Knie.JPEG", "jpeg")).toBe("Röntgen Knie.jpeg");
    expect(cleanFileName("scan.png", "jpeg")).toBe("scan.jpg");
    expect(cleanFileName("x".repeat(500), "glb")).toHaveLength(120);
    expect(endingAgrees("scan.png", "jpeg")).toBe(false);
    expect(endingAgrees("scan", "jpeg")).toBe(true);
  });

  it("FILE-5: any text becomes a name that is safe, and cleaning it again changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom(...FILE_KINDS), (text, kind) => {
        const clean = cleanFileName(text, kind);
        expect(clean).not.toMatch(/[\\/<>:"|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^[. ]|[. ]$/u);
        expect([...clean].length).toBeLessThanOrEqual(120);
        expect(cleanFileName(clean, kind)).toBe(clean);
        expect(dispositionOf("attachment", clean)).toMatch(/^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/);
      }),
      { numRuns: 200 },
    );
  });
});
