import { Group, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace, VideoTexture, type Vector3 } from "three";
import type { Playable } from "@/room/livekit/media";

/** A picture's height beside its person's name, metres: at 1 m as tall as a face in a room. */
const HEIGHT_M = 0.2;
const EDGE_M = 0.006;

/**
 * Somebody's camera as a panel in the scene. It plays only while it is shown: then it draws each picture that comes once,
 * and off, or out of sight, it costs nothing.
 */
export class VideoPanel extends Group {
  private readonly picture = new Mesh(new PlaneGeometry(1, 1), new MeshBasicMaterial({ toneMapped: false, transparent: true }));
  private readonly edge = new Mesh(new PlaneGeometry(1, 1), new MeshBasicMaterial({ toneMapped: false, transparent: true }));
  private playing: { readonly id: string; readonly video: HTMLVideoElement; readonly stop: () => void } | null = null;

  constructor(private readonly seatColour: string) {
    super();
    this.edge.position.z = -0.002;
    this.add(this.edge, this.picture);
    this.visible = false;
    this.traverse((object) => {
      object.raycast = () => undefined;
    });
  }

  /** What plays now: the same as was asked for, or nothing. */
  get playingId(): string | null {
    return this.playing?.id ?? null;
  }

  /** Shows a picture, or none. */
  play(source: Playable | null): void {
    if (source?.id === this.playingId || (!source && !this.playing)) return;
    this.playing?.stop();
    this.playing = null;
    if (source) this.start(source);
  }

  // Apart from the question above, which is asked in each frame: what outlives a call takes memory as it begins.
  private start(source: Playable): void {
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.autoplay = true;
    const detach = source.attach(video);
    const texture = new VideoTexture(video);
    texture.colorSpace = SRGBColorSpace;
    this.picture.material.map = texture;
    this.picture.material.needsUpdate = true;
    const stop = (): void => {
      detach();
      texture.dispose();
      this.picture.material.map = null;
    };
    this.playing = { id: source.id, video, stop };
    // Where the browser lets nothing play by itself, the person's mark and name stay.
    void video.play().catch(() => undefined);
  }

  /** Whether there is a picture to see by now. */
  get hasPicture(): boolean {
    return (this.playing?.video.videoWidth ?? 0) > 0;
  }

  /** Puts it somewhere, upright and turned to the viewer. */
  stand(at: Vector3, viewer: Vector3, isSpeaking: boolean, alpha: number): void {
    const shape = this.playing?.video;
    const width = shape && shape.videoHeight > 0 ? Math.min(2, Math.max(0.5, shape.videoWidth / shape.videoHeight)) * HEIGHT_M : HEIGHT_M;
    this.picture.scale.set(width, HEIGHT_M, 1);
    this.edge.scale.set(width + 2 * EDGE_M, HEIGHT_M + 2 * EDGE_M, 1);
    this.edge.material.color.set(isSpeaking ? this.seatColour : "#141617");
    this.edge.material.opacity = alpha;
    this.picture.material.opacity = alpha;
    this.position.copy(at);
    this.rotation.set(0, Math.atan2(viewer.x - at.x, viewer.z - at.z), 0);
  }

  override dispose(): void {
    this.play(null);
    for (const mesh of [this.picture, this.edge]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
  }
}
