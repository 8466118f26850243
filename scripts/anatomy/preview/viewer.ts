/** Runs in the browser: draws model files from fixed sides under fixed light, whole or cut. */
import * as THREE from "three";
import { RoomEnvironment } from "three/examples/jsm/environments/RoomEnvironment.js";
import { MeshoptDecoder } from "three/examples/jsm/libs/meshopt_decoder.module.js";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import type { Picture, Row } from "./picture";

const sides: Readonly<Record<string, readonly [number, number, number]>> = {
  front: [0, 0, 1], back: [0, 0, -1], left: [1, 0, 0], right: [-1, 0, 0], top: [0, 1, 0.001], bottom: [0, -1, 0.001],
  "front-left": [0.7, 0.25, 0.75], "front-right": [-0.7, 0.25, 0.75], "left-top": [0.38, 0.78, 0.5], cut: [0.38, 0.78, 0.5],
};

function light(camera: THREE.Camera): void {
  const key = new THREE.DirectionalLight(0xfff2e4, 2.6);
  const rim = new THREE.DirectionalLight(0xcfe0ff, 0.8);
  key.position.set(-1.2, 1.6, 2);
  rim.position.set(2, 0.4, -1);
  camera.add(key, rim, key.target, rim.target);
}

/** A closed solid looks filled where its back faces are drawn flat in their own colour. */
function cutAway(mesh: THREE.Mesh, plane: THREE.Plane): void {
  const material = (mesh.material as THREE.MeshStandardMaterial).clone();
  material.clippingPlanes = [plane];
  mesh.material = material;
  const inside = new THREE.MeshBasicMaterial({ vertexColors: false, color: material.userData["flat"] as THREE.Color, side: THREE.BackSide, clippingPlanes: [plane], polygonOffset: true, polygonOffsetFactor: -3, polygonOffsetUnits: -30 });
  const back = new THREE.Mesh(mesh.geometry, inside);
  mesh.add(back);
}

/** Mean vertex colour, for cut faces. */
function meanColour(geometry: THREE.BufferGeometry): THREE.Color {
  const colour = geometry.getAttribute("color");
  const sum = new THREE.Color(0, 0, 0);
  if (!colour) return sum.set(0xa9524a);
  for (let i = 0; i < colour.count; i++) sum.add(new THREE.Color(colour.getX(i), colour.getY(i), colour.getZ(i)));
  return sum.multiplyScalar(1.25 / colour.count);
}

async function load(row: Row, clay: boolean): Promise<THREE.Group> {
  const group = new THREE.Group();
  for (const base64 of [row.base64, ...(row.inside ?? [])]) group.add(await loadOne({ ...row, base64 }, clay));
  for (const base64 of row.also ?? []) group.add(await loadOne({ base64 }, clay));
  return group;
}

async function loadOne(row: Row, clay: boolean): Promise<THREE.Group> {
  const bytes = Uint8Array.from(atob(row.base64), (c) => c.charCodeAt(0));
  const loader = new GLTFLoader();
  loader.setMeshoptDecoder(MeshoptDecoder);
  const { scene } = await loader.parseAsync(bytes.buffer, "");
  const hide = row.hide ? new RegExp(row.hide) : null, show = row.show ? new RegExp(row.show) : null;
  scene.traverse((o) => {
    if (!(o instanceof THREE.Mesh)) return;
    if (hide?.test(o.name) || (show && !show.test(o.name))) o.visible = false;
    if (clay) o.material = new THREE.MeshStandardMaterial({ color: 0xbfb6aa, roughness: 0.7 });
    else if (row.colour) o.material = new THREE.MeshStandardMaterial({ color: row.colour, roughness: 0.5, side: THREE.DoubleSide });
    (o.material as THREE.Material).userData["flat"] = meanColour(o.geometry as THREE.BufferGeometry);
  });
  return scene;
}

function frame(camera: THREE.OrthographicCamera, side: string, box: THREE.Box3, zoom: number, aspect: number): void {
  const middle = box.getCenter(new THREE.Vector3());
  const s = (box.getSize(new THREE.Vector3()).length() / 2) * 0.93 / zoom;
  const [x = 0, y = 0, z = 1] = sides[side] ?? side.split("/").map(Number);
  const from = new THREE.Vector3(x, y, z).normalize();
  Object.assign(camera, { left: -s * aspect, right: s * aspect, top: s, bottom: -s, near: -4, far: 4 });
  camera.updateProjectionMatrix();
  camera.up.set(0, side === "top" || side === "bottom" ? 0 : 1, side === "top" ? -1 : side === "bottom" ? 1 : 0);
  camera.position.copy(middle).add(from);
  camera.lookAt(middle);
}

async function draw(picture: Picture): Promise<string> {
  const { width, height, views } = picture;
  const renderer = new THREE.WebGLRenderer({ antialias: true, preserveDrawingBuffer: true });
  renderer.setSize(width, height);
  renderer.toneMapping = THREE.ACESFilmicToneMapping;
  renderer.toneMappingExposure = 0.85;
  renderer.localClippingEnabled = true;
  const environment = new THREE.PMREMGenerator(renderer).fromScene(new RoomEnvironment(), 0.04).texture;
  const columns = picture.columns ?? views.length;
  const rowsEach = Math.ceil(views.length / columns);
  const sheet = document.createElement("canvas");
  const across = picture.across ?? 1;
  sheet.width = width * columns * across;
  sheet.height = height * rowsEach * Math.ceil(picture.rows.length / across);
  const pen = sheet.getContext("2d");
  for (const [r, row] of picture.rows.entries()) {
    const scene = new THREE.Scene();
    scene.background = new THREE.Color(0x17181a);
    scene.environment = environment;
    scene.environmentIntensity = 0.45;
    const camera = new THREE.OrthographicCamera();
    light(camera);
    const model = await load(row, picture.clay ?? false);
    scene.add(camera, model);
    model.updateMatrixWorld(true);
    const box = new THREE.Box3();
    model.traverse((o) => {
      if (o instanceof THREE.Mesh && o.visible && !(row.frame && !new RegExp(row.frame).test(o.name))) box.expandByObject(o);
    });
    if (row.cut) {
      const plane = new THREE.Plane(new THREE.Vector3(row.cut[0], row.cut[1], row.cut[2]), row.cut[3]);
      const meshes: THREE.Mesh[] = [];
      model.traverse((o) => { if (o instanceof THREE.Mesh) meshes.push(o); });
      for (const mesh of meshes) cutAway(mesh, plane);
    }
    for (const [v, view] of (row.views ?? views).entries()) {
      frame(camera, view, box, row.zoom ?? picture.zoom ?? 1, width / height);
      renderer.render(scene, camera);
      pen?.drawImage(renderer.domElement, ((r % across) * columns + (v % columns)) * width, (Math.floor(r / across) * rowsEach + Math.floor(v / columns)) * height);
    }
  }
  return sheet.toDataURL(picture.jpeg ? "image/jpeg" : "image/png", 0.86);
}

declare global {
  interface Window { drawPicture: typeof draw }
}
window.drawPicture = draw;
