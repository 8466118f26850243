// Looks at a model beside the page, before anything of it is sent: whatever it does, the page goes on.
import { MeshoptDecoder } from "meshoptimizer/decoder";
import { readModel } from "@/core/models/read-model";

async function look(file: File): Promise<string | null> {
  await MeshoptDecoder.ready;
  const result = readModel(new Uint8Array(await file.arrayBuffer()), (packed, count, stride, mode, filter) => {
    const made = new Uint8Array(count * stride);
    try {
      MeshoptDecoder.decodeGltfBuffer(made, count, stride, packed, mode, filter);
      return made;
    } catch {
      // Broken data: told as such.
      return null;
    }
  });
  return result.ok ? null : result.error;
}

self.onmessage = ({ data }: MessageEvent<File>) => {
  look(data).then(
    (problem) => self.postMessage({ problem }),
    // Out of this device's memory, most likely: the server may have more.
    () => self.postMessage({ problem: null }),
  );
};
