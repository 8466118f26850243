import { VideoQuality, type Track } from "livekit-client";
import { describe, expect, it } from "vitest";
import { playable, spareCameras } from "./media";

/** Somebody whose camera and microphone say what was asked of them. */
function filmed(isSubscribed: boolean) {
  const asked: (string | number)[] = [];
  const publication = (source: string) => ({
    isSubscribed,
    setVideoQuality: (quality: VideoQuality) => void asked.push(`${source} ${VideoQuality[quality]}`),
    setVideoFPS: (fps: number) => void asked.push(`${source} ${fps}`),
  });
  return { asked, getTrackPublication: (source: Track.Source) => publication(source) };
}

describe("sparing the others' pictures", () => {
  it("ANA-640: asks for a small picture at few frames, then for all of it again; sound is left alone", () => {
    const one = filmed(true);
    spareCameras([one], true);
    spareCameras([one], false);
    expect(one.asked).toEqual(["camera LOW", "camera 10", "camera HIGH", "camera 30"]);
  });
  it("asks nothing of a camera that is not watched", () => {
    const one = filmed(false);
    spareCameras([one], true);
    expect(one.asked).toEqual([]);
  });
});

describe("what plays", () => {
  it("is attached anew when the media server subscribes it anew under the same name", () => {
    const track = () => ({ sid: "TR_voice", attach: () => undefined, detach: () => undefined });
    const [before, after] = [track(), track()];
    expect(playable(before)?.id).toBe(playable(before)?.id);
    expect(playable(after)?.id).not.toBe(playable(before)?.id);
    expect(playable(undefined)).toBeNull();
    expect(playable({ ...track(), sid: undefined })).toBeNull();
  });
});
