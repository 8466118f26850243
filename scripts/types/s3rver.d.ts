// The S3 server of the tests brings no types; this is as much of it as they use.
declare module "s3rver" {
  import type { AddressInfo } from "node:net";

  export default class S3rver {
    constructor(options: { port: number; address: string; silent: boolean; directory: string; configureBuckets: readonly { name: string; configs: readonly string[] }[] });
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
}
