import { DirectionalLight, Group, HemisphereLight, PMREMGenerator, type Camera, type Texture, type WebGLRenderer } from "three";
import { RoomEnvironment } from "three/examples/jsm/environments/RoomEnvironment.js";

/** Lamps that stay with the viewer, so that a turned model shows its relief (look.md §8). */
export class Lamps extends Group {
  constructor() {
    super();
    this.add(
      ...lamp("#ffeedd", 2.7, [-1.2, 1.5, 2]),
      ...lamp("#cfdcf0", 0.9, [2, 0.5, -1.4]),
      ...lamp("#ffe2c8", 0.35, [0, -2, 0.6]),
    );
  }

  follow(camera: Camera): void {
    camera.matrixWorld.decompose(this.position, this.quaternion, this.scale);
    this.scale.setScalar(1);
  }
}

function lamp(colour: string, intensity: number, from: readonly [number, number, number]): [DirectionalLight, DirectionalLight["target"]] {
  const light = new DirectionalLight(colour, intensity);
  light.position.set(...from);
  return [light, light.target];
}

/** Soft surroundings for reflections, made by code: nothing is fetched. */
export function createSurroundings(gl: WebGLRenderer): Texture {
  const generator = new PMREMGenerator(gl);
  const room = new RoomEnvironment();
  const { texture } = generator.fromScene(room, 0.04);
  room.dispose();
  generator.dispose();
  return texture;
}

/**
 * Light from all sides in place of the surroundings: a processor takes seconds to blur those, and reads them several
 * times for each pixel.
 */
export const createSkyLight = (): HemisphereLight => new HemisphereLight("#f4f1ec", "#8d857c", 1.7);
