import { Matrix4, Vector3 } from "three";
import type { createXRHitTestSource } from "@react-three/xr";

/** Where a session is asked what surfaces lie along a ray. */
export type HitTest = NonNullable<Awaited<ReturnType<typeof createXRHitTestSource>>>;

/** The nearest surface of the person's own room where they point. */
export class SurfaceFinder {
  readonly place = new Vector3();
  isThere = false;
  private readonly matrix = new Matrix4();

  /** One frame. */
  look(test: HitTest | undefined, frame: XRFrame | undefined): void {
    const [first] = (test && frame?.getHitTestResults?.(test.source)) || [];
    this.isThere = first !== undefined && test?.getWorldMatrix(this.matrix, first) === true;
    if (this.isThere) this.place.setFromMatrixPosition(this.matrix);
  }
}
