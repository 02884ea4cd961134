export { createReplayView } from "./createReplayView.ts";
