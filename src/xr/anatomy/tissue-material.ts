import { Color, FrontSide, MeshPhysicalMaterial, MeshStandardMaterial, type Side, type WebGLProgramParametersWithUniforms } from "three";
import { createCutUniforms, shareCuts, type CutUniforms } from "./cut-shader";

/** What tissue looks like, shared by all batches of a model (look.md §8, anatomy-making.md §5). */
export interface TissueUniforms extends CutUniforms {
  /** Height of the fine bump, millimetres; 0 leaves it out, as headsets do. */
  readonly bumpMm: { value: number };
  /** Drawn by a processor, which takes long to make a program: there is no word of bumps in its own. */
  readonly isPlain: boolean;
  readonly glow: { value: Color };
}

export function createTissueUniforms(isPlain = false): TissueUniforms {
  return { bumpMm: { value: isPlain ? 0 : 1 }, isPlain, glow: { value: new Color("#1f8f84") }, ...createCutUniforms() };
}

const VERTEX_HEAD = /* glsl */ `#include <common>
attribute vec4 tissue;
varying vec3 vTissueMm;
varying vec2 vTissue;`;

const VERTEX_BODY = /* glsl */ `#include <begin_vertex>
vTissueMm = position * 1000.0;
vTissue = tissue.xy;`;

const FRAGMENT_HEAD = /* glsl */ `#include <common>
varying vec3 vTissueMm;
varying vec2 vTissue;
uniform vec3 uGlow;
#ifdef CUT_FACES
uniform mat3 normalMatrix;
#endif`;

// Object-space bump, two octaves of value noise; the muscle's follows its fibres. No texture, no UVs.
const BUMP_HEAD = /* glsl */ `
uniform float uBumpMm;
float bHash(vec3 p) { p = fract(p * .3183099 + .1); p *= 17.; return fract(p.x * p.y * p.z * (p.x + p.y + p.z)); }
float bNoise(vec3 x) {
  vec3 i = floor(x), f = fract(x); f = f * f * (3. - 2. * f);
  return mix(mix(mix(bHash(i), bHash(i + vec3(1,0,0)), f.x), mix(bHash(i + vec3(0,1,0)), bHash(i + vec3(1,1,0)), f.x), f.y),
    mix(mix(bHash(i + vec3(0,0,1)), bHash(i + vec3(1,0,1)), f.x), mix(bHash(i + vec3(0,1,1)), bHash(i + vec3(1,1,1)), f.x), f.y), f.z);
}
float bHeight(vec3 p, float kind) {
  if (kind > .75) return bNoise(p * .55) * .8 + bNoise(p * 1.3) * .3;
  if (kind > .25) { vec3 q = vec3(p.x * .9 + p.y * .6, p.y * .25 - p.x * .2, p.z * .9); return bNoise(q * 1.1) * .3 + bNoise(p * 2.1) * .14; }
  return bNoise(p * 1.2) * .14 + bNoise(p * 2.6) * .07;
}`;

const ROUGHNESS = "float roughnessFactor = vTissue.x;";
const BUMP_ROUGHNESS = /* glsl */ `
if (uBumpMm > 0.) roughnessFactor = clamp(roughnessFactor + (bNoise(vTissueMm * .4) - .5) * .2, .2, 1.);`;

const NORMAL = /* glsl */ `#include <normal_fragment_maps>
#ifdef CUT_FACES
if (!gl_FrontFacing) normal = nonPerturbedNormal = normalize(normalMatrix * cutNormal());
#endif`;

const BUMP = /* glsl */ `
#ifdef CUT_FACES
if (gl_FrontFacing)
#endif
if (uBumpMm > 0.) {
  vec3 px = dFdx(-vViewPosition), py = dFdy(-vViewPosition);
  float h = bHeight(vTissueMm, vTissue.y) * uBumpMm * .001;
  // Smaller than a pixel it would only sparkle: fade it out with the pixel's size.
  float pixelMm = length(fwidth(vTissueMm));
  h *= 1. - smoothstep(.25, .9, pixelMm);
  vec3 r1 = cross(py, normal), r2 = cross(normal, px);
  float det = dot(px, r1);
  vec3 gradient = sign(det) * (dFdx(h) * r1 + dFdy(h) * r2);
  normal = normalize(abs(det) * normal - gradient);
}`;

function share(shader: WebGLProgramParametersWithUniforms, uniforms: TissueUniforms): void {
  shader.uniforms.uBumpMm = uniforms.bumpMm;
  shader.uniforms.uGlow = uniforms.glow;
  shareCuts(shader, uniforms);
  shader.vertexShader = shader.vertexShader.replace("#include <common>", VERTEX_HEAD).replace("#include <begin_vertex>", VERTEX_BODY);
  shader.fragmentShader = shader.fragmentShader
    .replace("#include <common>", uniforms.isPlain ? FRAGMENT_HEAD : FRAGMENT_HEAD + BUMP_HEAD)
    .replace("#include <roughnessmap_fragment>", uniforms.isPlain ? ROUGHNESS : ROUGHNESS + BUMP_ROUGHNESS)
    .replace("#include <normal_fragment_maps>", uniforms.isPlain ? NORMAL : NORMAL + BUMP);
}

// A cut shows the tissue's own colour, deeper.
const COLOUR = /* glsl */ `diffuseColor.rgb *= vColor.rgb;
#ifdef CUT_FACES
if (!gl_FrontFacing) diffuseColor.rgb = pow(diffuseColor.rgb, vec3(1.35));
#endif`;

/** Opaque tissue. The batch colour's alpha says how much a structure glows: 1 not at all, 0 fully. */
export function createTissueMaterial(uniforms: TissueUniforms, side: Side = FrontSide): MeshStandardMaterial {
  const material = new MeshPhysicalMaterial({ side, vertexColors: true, roughness: 0.45, metalness: 0, clearcoat: 0.25, clearcoatRoughness: 0.42 });
  material.onBeforeCompile = (shader) => {
    share(shader, uniforms);
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <color_fragment>", COLOUR)
      .replace("#include <emissivemap_fragment>", "totalEmissiveRadiance += uGlow * (1. - vColor.a);");
  };
  material.customProgramCacheKey = () => (uniforms.isPlain ? "plain tissue" : "tissue");
  return material;
}

const GLASS_OUT = /* glsl */ `
if (vColor.a < 0.) {
  float facing = clamp(abs(dot(normalize(normal), normalize(vViewPosition))), 0., 1.);
  float rim = pow(1. - facing, 2.2);
  gl_FragColor = vec4(uGlass * (.55 + .45 * rim), mix(.05, .62, rim));
} else {
  #include <opaque_fragment>
}`;

/** See-through tissue. The batch colour's alpha is its opacity; below 0 it is x-ray glass. */
export function createGlassMaterial(uniforms: TissueUniforms): MeshStandardMaterial {
  const material = new MeshStandardMaterial({ vertexColors: true, roughness: 0.45, metalness: 0, transparent: true, depthWrite: false });
  material.onBeforeCompile = (shader) => {
    share(shader, uniforms);
    shader.uniforms.uGlass = { value: new Color("#d8cfc4") };
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", "#include <common>\nuniform vec3 uGlass;")
      .replace("#include <opaque_fragment>", GLASS_OUT);
  };
  material.customProgramCacheKey = () => (uniforms.isPlain ? "plain glass" : "glass");
  return material;
}
