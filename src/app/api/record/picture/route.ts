import { serveQuery } from "@/server/kit/http";
import { viewPictureQuery } from "@/server/record/queries";

/** The picture of a kept view as bytes, for `<img>`: the same query, access rule and audit as its JSON. */
export async function GET(request: Request): Promise<Response> {
  const answer = await serveQuery(viewPictureQuery, request);
  if (!answer.ok) return answer;
  const { value } = (await answer.json()) as { value: { pictureType: string; pictureBase64: string } };
  return new Response(Buffer.from(value.pictureBase64, "base64"), {
    headers: {
      "content-type": value.pictureType,
      // A kept view never changes, but whoever closes the browser leaves nothing behind.
      "cache-control": "private, no-store",
      "content-disposition": "inline",
      "x-request-id": answer.headers.get("x-request-id") ?? "",
    },
  });
}
