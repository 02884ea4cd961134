import type { Meta } from "@storybook/react-vite";
import { type RecordingArgs, recording } from "./recording.tsx";

/** What Codex did where it need not ask, as it looks afterwards. */
const meta: Meta<RecordingArgs> = { title: "Recordings/Codex with full access" };

export default meta;

export const Bash = recording("codex-full-bash", "The command exited with 3.");
export const CancelBash = recording("codex-full-cancel-bash", "Stopped");
export const EditAlways = recording("codex-full-edit-always", "existing.txt", "Edited.");
export const Multi = recording("codex-full-multi", "multi.txt", "Both done.");
export const Plan = recording("codex-full-plan", "Read the file", "Plan complete.");
