// What is read and pressed in a headset, in one download: it is by far the largest part, and only who goes in needs it.
export { HeadsetMenu } from "./headset-menu";
export { HeadsetOwn } from "./headset-own";
export { HeadsetTask } from "./headset-task";
export { WristMenu } from "./wrist-menu";
