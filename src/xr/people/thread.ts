import { BufferAttribute, BufferGeometry, DynamicDrawUsage, Group, Points, ShaderMaterial, Vector3, type Camera } from "three";
import { CASING, rawColour } from "../colours";

const MAX_DOTS = 220;
const SPACING_PX = 7;

const VERTEX = /* glsl */ `
uniform float uSize;
uniform float uMetres;
void main() {
  vec4 view = modelViewMatrix * vec4(position, 1.);
  gl_Position = projectionMatrix * view;
  gl_PointSize = uMetres > 0. ? max(1.5, uMetres / -view.z) : uSize;
}`;

const FRAGMENT = /* glsl */ `
uniform vec3 uColour;
uniform float uAlpha;
void main() {
  float d = length(gl_PointCoord - .5) * 2.;
  float alpha = (1. - smoothstep(.75, 1., d)) * uAlpha;
  if (alpha < .02) discard;
  gl_FragColor = vec4(uColour, alpha);
}`;

function dots(geometry: BufferGeometry, colour: string, alpha: number, order: number): Points<BufferGeometry, ShaderMaterial> {
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: { uSize: { value: 3 }, uMetres: { value: 0 }, uColour: { value: rawColour(colour) }, uAlpha: { value: alpha } },
    transparent: true,
    depthTest: false,
    depthWrite: false,
    toneMapped: false,
  });
  const points = new Points(geometry, material);
  points.frustumCulled = false;
  points.renderOrder = order;
  points.raycast = () => undefined;
  return points;
}

function sizeDots({ material: { uniforms } }: Points<BufferGeometry, ShaderMaterial>, px: number, pixelRatio: number, inSpace: boolean): void {
  const { uSize, uMetres } = uniforms;
  const sizePx = px * pixelRatio;
  const sizeM = inSpace ? px * 1.4 : 0;
  // Written anew each number would be an object of its own.
  if (uSize && uSize.value !== sizePx) uSize.value = sizePx;
  if (uMetres && uMetres.value !== sizeM) uMetres.value = sizeM;
}

const a = new Vector3();
const b = new Vector3();

/** A person's pointer: a dotted, cased line from their mark to what they point at (look.md §8). */
export class Thread extends Group {
  private readonly positions = new BufferAttribute(new Float32Array(MAX_DOTS * 3), 3).setUsage(DynamicDrawUsage);
  private readonly geometry = new BufferGeometry();
  private readonly casing: Points<BufferGeometry, ShaderMaterial>;
  private readonly line: Points<BufferGeometry, ShaderMaterial>;

  constructor(colour: string) {
    super();
    this.geometry.setAttribute("position", this.positions);
    this.casing = dots(this.geometry, CASING, 0.6, 50);
    this.line = dots(this.geometry, colour, 1, 51);
    this.add(this.casing, this.line);
    this.visible = false;
  }

  /** Spans the line; `heightPx` null in a headset, where dots have a size in space. */
  span(from: Vector3, to: Vector3, camera: Camera, size: { readonly width: number; readonly height: number } | null, pixelRatio: number): void {
    this.visible = true;
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const dz = to.z - from.z;
    let count = Math.ceil(Math.sqrt(dx * dx + dy * dy + dz * dz) / 0.012);
    if (size) {
      a.copy(from).project(camera);
      b.copy(to).project(camera);
      const acrossPx = ((b.x - a.x) * size.width) / 2;
      const upPx = ((b.y - a.y) * size.height) / 2;
      count = Math.ceil(Math.sqrt(acrossPx * acrossPx + upPx * upPx) / SPACING_PX);
    }
    count = Math.max(2, Math.min(MAX_DOTS, count));
    // Written out: a number that is handed to a function becomes an object, one for each dot.
    const { array } = this.positions;
    for (let i = 0; i < count; i += 1) {
      const t = i / (count - 1);
      array[i * 3] = from.x + (to.x - from.x) * t;
      array[i * 3 + 1] = from.y + (to.y - from.y) * t;
      array[i * 3 + 2] = from.z + (to.z - from.z) * t;
    }
    this.positions.needsUpdate = true;
    this.geometry.setDrawRange(0, count);
    sizeDots(this.casing, 5.5, pixelRatio, size === null);
    sizeDots(this.line, 3, pixelRatio, size === null);
  }

  override dispose(): void {
    this.geometry.dispose();
    this.casing.material.dispose();
    this.line.material.dispose();
  }
}
