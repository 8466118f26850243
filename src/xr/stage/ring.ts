import { Mesh, PlaneGeometry, ShaderMaterial, Vector3 } from "three";
import { rawColour } from "../colours";

const VERTEX = /* glsl */ `
varying vec2 vFloor;
void main() {
  vFloor = position.xz;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.);
}`;

const FRAGMENT = /* glsl */ `
uniform float uLine;
uniform float uPool;
uniform vec3 uEye;
uniform vec3 uFront;
uniform vec3 uBehind;
uniform vec3 uLight;
varying vec2 vFloor;
void main() {
  float r = length(vFloor);
  float px = fwidth(r);
  float line = 1. - smoothstep(uLine * .5 - .5, uLine * .5 + .5, abs(r - 1.) / px);
  float near = dot(normalize(vFloor), normalize(uEye.xz));
  vec3 ring = mix(uBehind, uFront, smoothstep(-.12, .12, near));
  float fall = 1. - smoothstep(0., 1.12, r);
  float pool = uPool * fall * fall;
  float alpha = max(line, pool);
  if (alpha < .004) discard;
  gl_FragColor = vec4(mix(uLight, ring, line), alpha);
}`;

/** The ring on the floor and the pool of light in it: one draw call, a line of constant width (look.md §8). */
export class Ring extends Mesh<PlaneGeometry, ShaderMaterial> {
  constructor() {
    const geometry = new PlaneGeometry(2.6, 2.6);
    geometry.rotateX(-Math.PI / 2);
    super(
      geometry,
      new ShaderMaterial({
        vertexShader: VERTEX,
        fragmentShader: FRAGMENT,
        uniforms: {
          uLine: { value: 1.5 },
          uPool: { value: 0.26 },
          uEye: { value: new Vector3(0, 0, 1) },
          uFront: { value: rawColour("#9b9d98") },
          uBehind: { value: rawColour("#5d5f5c") },
          uLight: { value: rawColour("#ffe7c4") },
        },
        transparent: true,
        depthWrite: false,
        toneMapped: false,
      }),
    );
    this.raycast = () => undefined;
  }

  /** Radius in metres. */
  set radiusM(radiusM: number) {
    this.scale.setScalar(radiusM);
  }

  get radiusM(): number {
    return this.scale.x;
  }

  /** Follows the eye (world space) and the screen's density. */
  follow(eye: Vector3, pixelRatio: number): void {
    const { uEye, uLine } = this.material.uniforms;
    uEye?.value.copy(eye).sub(this.position);
    const line = 1.5 * pixelRatio;
    // Each write of a number that is not whole makes an object of it.
    if (uLine && uLine.value !== line) uLine.value = line;
  }

  override dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }
}
