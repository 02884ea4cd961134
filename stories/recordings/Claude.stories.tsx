import type { Meta } from "@storybook/react-vite";
import { type RecordingArgs, recording } from "./recording.tsx";

/** What the Claude agent did, as it looks afterwards. */
const meta: Meta<RecordingArgs> = { title: "Recordings/Claude" };

export default meta;

export const Auth401 = recording("claude2-auth401", "Interrupted");
export const Bash = recording("claude2-bash", "Yes · Ben", "Failed", "The command exited with 3.");
export const CancelBash = recording("claude2-cancel-bash", "Stopped");
export const CancelPendingPermission = recording("claude2-cancel-pending-perm", "the turn was stopped", "Done.");
export const CancelText = recording("claude2-cancel-text", "word 16", "Stopped", "Done.");
export const Concurrent = recording("claude2-concurrent", "SCENARIO:text", "Done.");
export const EditAlways = recording("claude2-edit-always", "Edited.");
export const Error400 = recording(
	"claude2-error400",
	"it ended the turn with an error",
	"API Error: 400 fake model says: invalid request",
);
export const ImageAndResource = recording("claude2-image-and-resource", "Done.");
export const MaximumTokens = recording("claude2-maxtok", "longer than its model allows", "128000 output token maximum");
export const BrokenStream = recording("claude2-midfail", "Partial text then the stream", "Interrupted");
export const ModeAndModel = recording("claude2-mode-model", "The file is written.");
export const Multi = recording("claude2-multi", "multi.txt", "Both done.");
export const PlanMode = recording("claude2-plan-mode", "Done.");
export const Plan = recording("claude2-plan", "[no tool for todo]");
export const Refusal = recording("claude2-refusal", "The agent declined");
export const Think = recording("claude2-think", "Thought", "After thinking: 42.");
export const WriteAllow = recording("claude2-write-allow", "Ben", "The file is written.");
export const WriteReject = recording("claude2-write-reject", "No · Ben", "Failed", "The file is written.");
