import type { Meta } from "@storybook/react-vite";
import { type RecordingArgs, recording } from "./recording.tsx";

/** What Codex did, as it looks afterwards. */
const meta: Meta<RecordingArgs> = { title: "Recordings/Codex" };

export default meta;

export const Auth401 = recording("codex-auth401", "not signed in to its model", "401 Unauthorized: invalid x-api-key");
export const Bash = recording("codex-bash", "The command exited with 3.");
export const CancelBash = recording("codex-cancel-bash", "Done ticking.");
export const CancelPendingPermission = recording("codex-cancel-pending-perm", "the turn was stopped", "Done.");
export const CancelText = recording("codex-cancel-text", "word 24", "Stopped", "Done.");
export const Concurrent = recording("codex-concurrent", "SCENARIO:text", "Interrupted");
export const EditAlways = recording("codex-edit-always", "Edited.");
export const Error400 = recording(
	"codex-error400",
	"it ended the turn with an error",
	"fake model says: invalid request",
);
export const ImageAndResource = recording("codex-image-and-resource", "Done.");
export const MaximumTokens = recording("codex-maxtok", "longer than its model allows", "reason: max_output_tokens");
export const BrokenStream = recording("codex-midfail", "it lost the connection to its model", "stream disconnected");
export const ModeAndModel = recording("codex-mode-model", "The file is written.");
export const Multi = recording("codex-multi", "multi.txt", "Both done.");
export const Plan = recording("codex-plan", "Read the file", "Plan complete.");
export const Refusal = recording("codex-refusal", "Ended without an answer");
export const Text = recording("codex-text", "Done.");
export const Think = recording("codex-think", "Thought", "After thinking: 42.");
export const WriteAllow = recording("codex-write-allow", "Ben", "The file is written.");
export const WriteReject = recording("codex-write-reject", "Ben", "Stopped");
