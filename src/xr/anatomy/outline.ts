import {
  Box3,
  type BufferGeometry,
  DoubleSide,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  NoBlending,
  PlaneGeometry,
  Scene,
  ShaderMaterial,
  Vector2,
  Vector3,
  Vector4,
  WebGLRenderTarget,
  type PerspectiveCamera,
  type WebGLRenderer,
} from "three";
import { isCutOpen } from "@/core/anatomy/cuts";
import { CASING, rawColour } from "../colours";
import type { AnatomyModelObject, ModelPart } from "./anatomy-model";
import { cutAlong, switchCuts, type CutUniforms } from "./cut-shader";
import { moveKind, switchMoves } from "./model-moves";

/** A structure to draw an outline around. */
export interface Outlined {
  readonly structureId: string;
  readonly colour: string;
  /** Whether the line goes on, fainter, where other parts are in front. */
  readonly showsHidden: boolean;
}

const VERTEX = /* glsl */ `
uniform vec4 uRect;
varying vec2 vUv;
void main() {
  vUv = mix(uRect.xy, uRect.zw, position.xy * .5 + .5);
  gl_Position = vec4(vUv * 2. - 1., 0., 1.);
}`;

// Sixteen looks around each pixel at the line's width and at the casing's: enough for 2 px lines.
const FRAGMENT = /* glsl */ `
uniform sampler2D uMask;
uniform vec2 uPixel;
uniform float uLine;
uniform vec3 uCasing;
varying vec2 vUv;
void main() {
  vec4 here = texture2D(uMask, vUv);
  vec4 line = vec4(0.);
  float casing = 0.;
  for (int i = 0; i < 16; i++) {
    float a = float(i) * .39269908;
    vec2 way = vec2(cos(a), sin(a)) * uPixel * uLine;
    vec4 near = texture2D(uMask, vUv + way);
    if (near.a > line.a) line = near;
    near = texture2D(uMask, vUv + way * .5);
    if (near.a > line.a) line = near;
    casing = max(casing, max(texture2D(uMask, vUv + way * 1.5).a, texture2D(uMask, vUv + way * 2.).a));
  }
  // What is hidden behind other parts is fainter in the mask; it has no outline of its own inside.
  float outside = 1. - min(1., here.a * 2.5);
  float lineAlpha = line.a * outside;
  float casingAlpha = casing * outside * (1. - line.a) * .9;
  float alpha = lineAlpha + casingAlpha;
  if (alpha < .01) discard;
  vec3 lineColour = line.rgb / max(line.a, .01);
  gl_FragColor = vec4((lineColour * lineAlpha + uCasing * casingAlpha) / alpha, alpha);
}`;

const HIDDEN_ALPHA = 0.4;

// Drawn in order of being added: faint whole shapes first, then over them what can be seen.
function maskMesh({ geometry, offset }: ModelPart, uniforms: CutUniforms, colour: string, alpha: number): Mesh<BufferGeometry, MeshBasicMaterial> {
  const isWhole = alpha < 1;
  const material = new MeshBasicMaterial({
    color: rawColour(colour).multiplyScalar(alpha),
    opacity: alpha,
    transparent: true,
    blending: NoBlending,
    side: DoubleSide,
    depthTest: !isWhole,
    depthWrite: false,
    polygonOffset: true,
    polygonOffsetFactor: -2,
    polygonOffsetUnits: -2,
    toneMapped: false,
  });
  const mesh = new Mesh(geometry, cutAlong(material, uniforms, false, offset));
  mesh.matrixAutoUpdate = false;
  mesh.frustumCulled = false;
  mesh.renderOrder = isWhole ? 0 : 1;
  // Pulled apart, a part takes its outline along.
  mesh.userData.offset = offset;
  return mesh;
}

const box = new Box3();
const corner = new Vector3();
const size = new Vector2();
const shift = new Matrix4();

/**
 * Two-tone outlines around structures: a mask of them is drawn first, then its edge over the scene.
 * Only the rectangle around them on the screen is touched. Flat screens only.
 */
export class Outline {
  readonly overlay: Mesh<PlaneGeometry, ShaderMaterial>;
  private readonly target: WebGLRenderTarget;
  private readonly scene = new Scene();
  private wanted: readonly Outlined[] = [];

  /** `samples`: points that are drawn for each pixel of the mask; 0 leaves its edge as it falls. */
  constructor(samples: number) {
    this.target = new WebGLRenderTarget(1, 1, { samples });
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: {
        uMask: { value: this.target.texture },
        uPixel: { value: new Vector2() },
        uLine: { value: 2 },
        uCasing: { value: rawColour(CASING) },
        uRect: { value: new Vector4(0, 0, 1, 1) },
      },
      transparent: true,
      depthTest: false,
      depthWrite: false,
      toneMapped: false,
    });
    this.overlay = new Mesh(new PlaneGeometry(2, 2), material);
    this.overlay.frustumCulled = false;
    this.overlay.renderOrder = 40;
    this.overlay.visible = false;
    this.overlay.raycast = () => undefined;
  }

  /** Chooses what is outlined; the first one wins where two overlap. */
  setWanted(model: AnatomyModelObject, wanted: readonly Outlined[]): void {
    this.wanted = wanted.filter(({ structureId }) => model.parts.get(structureId)?.look.isVisible);
    for (const child of [...this.scene.children]) {
      this.scene.remove(child);
      if (child instanceof Mesh && child.material instanceof MeshBasicMaterial) child.material.dispose();
    }
    for (const { structureId, colour, showsHidden } of [...this.wanted].reverse()) {
      const part = model.parts.get(structureId);
      if (!part) continue;
      if (showsHidden) this.scene.add(maskMesh(part, model.uniforms, colour, HIDDEN_ALPHA));
      this.scene.add(maskMesh(part, model.uniforms, colour, 1));
    }
  }

  /** Draws the mask; call before the scene is drawn. */
  prepare(gl: WebGLRenderer, camera: PerspectiveCamera, model: AnatomyModelObject): void {
    this.overlay.visible = this.wanted.length > 0 && this.measure(camera, model);
    if (!this.overlay.visible) return;
    gl.getDrawingBufferSize(size);
    if (this.target.width !== size.x || this.target.height !== size.y) this.target.setSize(size.x, size.y);
    const isCut = isCutOpen(model.cuts);
    for (const mesh of this.scene.children) {
      if (!(mesh instanceof Mesh) || !(mesh.material instanceof MeshBasicMaterial)) continue;
      mesh.matrix.copy(model.matrixWorld).multiply(shift.makeTranslation(mesh.userData.offset));
      mesh.matrixWorldNeedsUpdate = true;
      if (isCut !== ("CUTS" in (mesh.material.defines ?? {}))) switchCuts(mesh.material, isCut);
      if (moveKind(model.moves) !== mesh.material.defines?.MOVES) switchMoves(mesh.material, model.moves);
    }
    const { uniforms } = this.overlay.material;
    uniforms.uPixel?.value.set(1 / size.x, 1 / size.y);
    if (uniforms.uLine) uniforms.uLine.value = 2 * gl.getPixelRatio();
    const alpha = gl.getClearAlpha();
    gl.setRenderTarget(this.target);
    gl.setClearAlpha(0);
    gl.clear();
    const { autoClear } = gl;
    gl.autoClear = false;
    model.drawDepth(gl, camera);
    gl.render(this.scene, camera);
    gl.autoClear = autoClear;
    gl.setRenderTarget(null);
    gl.setClearAlpha(alpha);
  }

  // The rectangle on the screen that holds all outlined structures, with room for the line.
  private measure(camera: PerspectiveCamera, model: AnatomyModelObject): boolean {
    let [x0, y0, x1, y1] = [1, 1, 0, 0];
    for (const { structureId } of this.wanted) {
      const part = model.parts.get(structureId);
      if (!part) continue;
      const { geometry, offset } = part;
      if (!geometry.boundingBox) geometry.boundingBox = boundsOfIndexed(geometry);
      const drawn = model.moves?.surfaceOf?.(part);
      if (drawn) drawn.getBoundingBox(box);
      else box.copy(geometry.boundingBox);
      for (let i = 0; i < 8; i += 1) {
        corner.set(i & 1 ? box.max.x : box.min.x, i & 2 ? box.max.y : box.min.y, i & 4 ? box.max.z : box.min.z);
        corner.add(offset).applyMatrix4(model.matrixWorld).project(camera);
        x0 = Math.min(x0, corner.x * 0.5 + 0.5);
        x1 = Math.max(x1, corner.x * 0.5 + 0.5);
        y0 = Math.min(y0, corner.y * 0.5 + 0.5);
        y1 = Math.max(y1, corner.y * 0.5 + 0.5);
      }
    }
    const margin = 0.02;
    this.overlay.material.uniforms.uRect?.value.set(
      Math.max(0, x0 - margin),
      Math.max(0, y0 - margin),
      Math.min(1, x1 + margin),
      Math.min(1, y1 + margin),
    );
    return x1 > 0 && y1 > 0 && x0 < 1 && y0 < 1;
  }

  dispose(): void {
    this.target.dispose();
    this.overlay.geometry.dispose();
    this.overlay.material.dispose();
  }
}

// The vertices are shared with the whole batch, so the box goes by the indices.
function boundsOfIndexed(geometry: Mesh["geometry"]): Box3 {
  const bounds = new Box3();
  const position = geometry.getAttribute("position");
  const { index } = geometry;
  for (let i = 0; index && i < index.count; i += 1) bounds.expandByPoint(corner.fromBufferAttribute(position, index.getX(i)));
  return bounds;
}
