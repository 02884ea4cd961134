import type { Meta } from "@storybook/react-vite";
import { atSize } from "../fixtures/atSize.ts";
import { codexSession } from "./codexSession.ts";
import { type RecordingArgs, recording } from "./recording.tsx";

/** What Codex did without asking, as shown afterwards: on a telephone, in the light. */
const meta: Meta<RecordingArgs> = { title: "Recordings/Codex with full access", ...atSize(375, 2_000) };

export default meta;

const full = codexSession("Read Only | Default | [Full Access]");

export const Bash = recording("codex-full-bash", full, {
	texts: ["echo err >&2; exit 3", "Failed", "line 2 line 3 err", "The command exited with 3."],
});
export const CancelBash = recording("codex-full-cancel-bash", full, {
	texts: ["do echo tick $i; sleep 0.5; done", "Stopped"],
});
export const EditAlways = recording("codex-full-edit-always", full, {
	texts: ["Read existing.txt", "alpha beta gamma", "Edit", "Edited.", "1 file", "+1"],
	diff: ["-beta", "+BETA-2"],
});
export const Multi = recording("codex-full-multi", full, {
	texts: ["echo one", "one", "multi.txt", "Both done.", "2 tool calls"],
	diff: ["+x"],
});
export const Plan = recording("codex-full-plan", full, {
	texts: ["Planning.", "Read the file", "Write the change", "Run the tests", "Plan complete."],
});
