import { Vector3, Vector4, type Material, type WebGLProgramParametersWithUniforms } from "three";
import { MOVE_BODY, MOVE_HEAD, MOVE_NORMAL } from "./model-moves";

/** Planes that cut a model, as shaders want them: in the model's frame, shared by all that stands in it. */
export interface CutUniforms {
  /** Normal and distance of three planes; one that is off keeps everything. */
  readonly cuts: { value: readonly [Vector4, Vector4, Vector4] };
  /** The eye in the model's frame. */
  readonly eye: { value: Vector3 };
  /** How far each of the model's own movements has gone; see model-moves.ts. */
  readonly move: { value: Vector4 };
}

/** Normal and distance of a plane that cuts nothing. */
const OFF = [0, 0, 0, 1] as const;

export function createCutUniforms(): CutUniforms {
  return { cuts: { value: [new Vector4(...OFF), new Vector4(...OFF), new Vector4(...OFF)] }, eye: { value: new Vector3() }, move: { value: new Vector4() } };
}

/** Sets a plane, or switches it off. */
export function setPlane(into: Vector4, plane: { readonly n: readonly [number, number, number]; readonly d: number } | null): void {
  if (plane) into.set(plane.n[0], plane.n[1], plane.n[2], plane.d);
  else into.set(...OFF);
}

const VERTEX_HEAD = /* glsl */ `#include <common>
${MOVE_HEAD}
#ifdef CUTS
varying vec3 vCutAt;
uniform vec3 uCutShift;
#endif`;

const VERTEX_BODY = /* glsl */ `#include <project_vertex>
#ifdef CUTS
#ifdef USE_BATCHING
vCutAt = (batchingMatrix * vec4(transformed, 1.)).xyz;
#else
vCutAt = transformed + uCutShift;
#endif
#endif`;

// Seen from outside through a cut, the inner side of a closed surface is what lies behind the cut in the very same
// structure: painted flat, as the plane would be, it closes the cut while no exact cap is there (ADR 014).
const FRAGMENT_HEAD = /* glsl */ `#include <common>
#ifdef CUTS
varying vec3 vCutAt;
uniform vec4 uCuts[3];
uniform vec3 uCutEye;
vec3 cutNormal() {
  vec3 way = vCutAt - uCutEye;
  vec3 best = vec3(0., 0., 1.);
  float latest = 0.;
  for (int i = 0; i < 3; i++) {
    float above = dot(uCuts[i].xyz, uCutEye) - uCuts[i].w;
    float t = above > 0. ? -above / dot(uCuts[i].xyz, way) : 0.;
    if (t > latest) { latest = t; best = uCuts[i].xyz; }
  }
  return best;
}
#endif`;

const FRAGMENT_BODY = /* glsl */ `#include <clipping_planes_fragment>
#ifdef CUTS
for (int i = 0; i < 3; i++) if (dot(uCuts[i].xyz, vCutAt) > uCuts[i].w) discard;
#endif`;

/** Lets a shader cut. `shift`: from the geometry's own frame to the model's, where no batch says it. */
export function shareCuts(shader: WebGLProgramParametersWithUniforms, uniforms: CutUniforms, shift: Vector3 = new Vector3()): void {
  shader.uniforms.uCuts = uniforms.cuts;
  shader.uniforms.uCutEye = uniforms.eye;
  shader.uniforms.uCutShift = { value: shift };
  shader.uniforms.uMove = uniforms.move;
  shader.vertexShader = shader.vertexShader
    .replace("#include <common>", VERTEX_HEAD)
    .replace("#include <beginnormal_vertex>", MOVE_NORMAL)
    .replace("#include <begin_vertex>", MOVE_BODY)
    .replace("#include <project_vertex>", VERTEX_BODY);
  shader.fragmentShader = shader.fragmentShader.replace("#include <common>", FRAGMENT_HEAD).replace("#include <clipping_planes_fragment>", FRAGMENT_BODY);
}

/** Makes one of three's own materials cut along; what is uncut costs what it did before. */
export function cutAlong<M extends Material>(material: M, uniforms: CutUniforms, isOn: boolean, shift?: Vector3): M {
  material.onBeforeCompile = (shader) => shareCuts(shader, uniforms, shift);
  material.customProgramCacheKey = () => "cut-along";
  switchCuts(material, isOn);
  return material;
}

/** Switches cutting on or off. `closes`: also the inner sides of closed surfaces are painted as the cut. */
export function switchCuts(material: Material, isOn: boolean, closes = false): void {
  const defines = { ...material.defines };
  delete defines.CUTS;
  delete defines.CUT_FACES;
  material.defines = { ...defines, ...(isOn ? { CUTS: "" } : {}), ...(isOn && closes ? { CUT_FACES: "" } : {}) };
  material.needsUpdate = true;
}
