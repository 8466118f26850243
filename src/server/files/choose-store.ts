import "server-only";
import { config } from "../kit/config";
import { folderStore } from "./folder-store";
import type { ObjectStore } from "./object-store";
import { s3Store } from "./s3-store";

/** The store that is configured: S3-compatible where S3_ENDPOINT is set, else the folder BEDSIDE_FILES_DIR; null: neither. */
export function objectStore(): ObjectStore | null {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey, S3_REGION: region = "us-east-1", BEDSIDE_FILES_DIR: folder } = config();
  if (endpoint !== undefined && bucket !== undefined && accessKeyId !== undefined && secretAccessKey !== undefined) {
    return s3Store({ endpoint, bucket, accessKeyId, secretAccessKey, region });
  }
  return folder === undefined ? null : folderStore(folder);
}
