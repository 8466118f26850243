// The media SDK's own worker: it seals and opens frames beside the page, so that a busy page drops no picture.
import "livekit-client/e2ee-worker";
