import { BackSide, Mesh, ShaderMaterial, SphereGeometry, type Camera } from "three";

const VERTEX = /* glsl */ `
varying vec3 vWay;
void main() {
  vWay = normalize(position);
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.);
}`;

// Clear within 22° of where the head looks, dark from 42° on.
const FRAGMENT = /* glsl */ `
uniform float uDepth;
varying vec3 vWay;
void main() {
  float off = acos(clamp(-normalize(vWay).z, -1., 1.));
  float alpha = uDepth * smoothstep(.38, .73, off);
  if (alpha < .004) discard;
  gl_FragColor = vec4(.02, .02, .022, alpha);
}`;

/** The edges come and go over about this long, milliseconds. */
const EASE_MS = 120;

/** Darkens the edges of what a person sees while the view is moved: fewer are sick of it (ANA-604). One draw call, and none at rest. */
export class Vignette extends Mesh<SphereGeometry, ShaderMaterial> {
  constructor() {
    super(
      new SphereGeometry(0.25, 32, 24),
      new ShaderMaterial({ vertexShader: VERTEX, fragmentShader: FRAGMENT, uniforms: { uDepth: { value: 0 } }, side: BackSide, transparent: true, depthTest: false, depthWrite: false, toneMapped: false }),
    );
    this.renderOrder = 1000;
    this.frustumCulled = false;
    this.visible = false;
    this.raycast = () => undefined;
  }

  /** How dark the edges are now, 0 to 1. */
  get depth(): number {
    const value: unknown = this.material.uniforms.uDepth?.value;
    return typeof value === "number" ? value : 0;
  }

  /** One frame: about the head, on the way to `wanted`. */
  follow(camera: Camera, wanted: number, elapsedMs: number): void {
    const depth = this.depth + (wanted - this.depth) * (1 - Math.exp(-elapsedMs / EASE_MS));
    const next = Math.abs(depth - wanted) < 0.005 ? wanted : depth;
    if (this.material.uniforms.uDepth) this.material.uniforms.uDepth.value = next;
    this.visible = next > 0;
    camera.getWorldPosition(this.position);
    camera.getWorldQuaternion(this.quaternion);
    this.updateMatrixWorld(true);
  }

  override dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }
}
