import { Mesh, Sprite, Texture, type Line, type Object3D } from "three";

/** What a headset may be asked for: triangles and draw calls of both eyes, megabytes of textures (xr-anatomy.md §3). */
export const HEADSET_BUDGET = { triangles: 500_000, calls: 100, textureMb: 64 } as const;
export const EYES = 2;

/** Bytes of a picture on a graphics card: four a point, and a third more where smaller ones are kept for far away. */
export const pictureBytes = (width: number, height: number, { bytesOfPoint = 4, isMipmapped = false } = {}): number => width * height * bytesOfPoint * (isMipmapped ? 4 / 3 : 1);

const isDrawn = (object: Object3D): boolean => object instanceof Mesh || object instanceof Sprite || (object as Partial<Line>).isLine === true;

/** Draw calls of one eye: everything that is visible and drawn. A batch is one call, whatever it holds. */
export function callsOf(root: Object3D): number {
  let calls = 0;
  root.traverseVisible((object) => {
    if (isDrawn(object)) calls += 1;
  });
  return calls;
}

function bytesOfTexture(texture: Texture): number {
  const image = texture.image as { readonly width?: number; readonly height?: number; readonly data?: ArrayBufferView | null } | null;
  if (image?.data) return image.data.byteLength;
  return pictureBytes(image?.width ?? 0, image?.height ?? 0, { isMipmapped: texture.generateMipmaps });
}

/** Bytes of all textures that hang on what is drawn: on materials, in their uniforms, and what batches keep of their parts. */
export function textureBytes(root: Object3D): number {
  const found = new Set<Texture>();
  const look = (holder: object, depth: number): void => {
    for (const value of Object.values(holder) as unknown[]) {
      if (value instanceof Texture) found.add(value);
      else if (depth > 0 && typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) look(value, depth - 1);
    }
  };
  root.traverseVisible((object) => {
    if (!isDrawn(object)) return;
    look(object, 0);
    for (const material of [(object as Mesh).material].flat()) look(material, 3);
  });
  return [...found].reduce((sum, texture) => sum + bytesOfTexture(texture), 0);
}
