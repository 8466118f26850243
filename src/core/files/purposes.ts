/** What a file can be, by what is in it. Nothing else is taken. */
export const FILE_KINDS = ["png", "jpeg", "webp", "pdf", "glb", "stl"] as const;
/** See {@link FILE_KINDS}. */
export type FileKind = (typeof FILE_KINDS)[number];

/** What a file is given for. */
export const FILE_PURPOSES = ["logo", "document", "model"] as const;
/** See {@link FILE_PURPOSES}. */
export type FilePurpose = (typeof FILE_PURPOSES)[number];

/** How each kind is named and served. The first ending is the one that names are given. */
export const KIND_RULES: Readonly<Record<FileKind, { readonly mediaType: string; readonly endings: readonly [string, ...string[]] }>> = {
  png: { mediaType: "image/png", endings: ["png"] },
  jpeg: { mediaType: "image/jpeg", endings: ["jpg", "jpeg", "jpe", "jfif"] },
  webp: { mediaType: "image/webp", endings: ["webp"] },
  pdf: { mediaType: "application/pdf", endings: ["pdf"] },
  glb: { mediaType: "model/gltf-binary", endings: ["glb"] },
  stl: { mediaType: "model/stl", endings: ["stl"] },
};

const MB = 1024 * 1024;

/** What is taken for each purpose. `maxPixels` bounds what an image takes up once it is decoded. */
export interface PurposeRule {
  readonly maxBytes: number;
  readonly kinds: readonly FileKind[];
  /** Longest side of an image, in pixels. */
  readonly maxSide: number;
  readonly maxPixels: number;
}

/** See {@link PurposeRule}. */
export const PURPOSE_RULES: Readonly<Record<FilePurpose, PurposeRule>> = {
  logo: { maxBytes: 1 * MB, kinds: ["png", "jpeg", "webp"], maxSide: 4_096, maxPixels: 8_000_000 },
  // 50 megapixels: what the phones of these years take.
  document: { maxBytes: 25 * MB, kinds: ["pdf", "png", "jpeg", "webp"], maxSide: 16_384, maxPixels: 50_000_000 },
  model: { maxBytes: 200 * MB, kinds: ["glb", "stl"], maxSide: 4_096, maxPixels: 4_096 * 4_096 },
};

/** Bytes that one practice may keep, unless its installation says otherwise. */
export const PRACTICE_QUOTA_BYTES = 20 * 1024 * MB;

/** Images of these kinds may be shown in a page; everything else is only ever downloaded. */
export const INLINE_MEDIA_TYPES: readonly string[] = ["image/png", "image/jpeg", "image/webp"];
