import type { Meta } from "@storybook/react-vite";
import { atSize } from "../fixtures/atSize.ts";
import { codexSession } from "./codexSession.ts";
import { type RecordingArgs, recording } from "./recording.tsx";

const { globals, parameters } = atSize(375, 2_000);

/** What Codex did without asking, as shown afterwards: on a telephone, in the light. */
const meta: Meta<RecordingArgs> = {
	title: "Recorded sessions/Codex with full access",
	tags: ["!autodocs"],
	globals,
	parameters: { ...parameters },
};

export default meta;

const full = codexSession("Read Only | Default | [Full Access]");

export const RunsACommandWithoutAsking = recording("codex-full-bash", full, {
	texts: ["echo err >&2; exit 3", "Failed", "line 2 line 3 err", "The command exited with 3."],
});
export const StoppedDuringACommand = recording("codex-full-cancel-bash", full, {
	texts: ["do echo tick $i; sleep 0.5; done", "Stopped"],
});
export const EditsAFileWithoutAsking = recording("codex-full-edit-always", full, {
	texts: ["Read existing.txt", "alpha beta gamma", "Edit", "Edited.", "1 file", "+1"],
	diff: ["-beta", "+BETA-2"],
});
export const RunsACommandAndWritesAFile = recording("codex-full-multi", full, {
	texts: ["echo one", "one", "multi.txt", "Both done.", "2 tool calls"],
	diff: ["+x"],
});
export const FollowsAPlan = recording("codex-full-plan", full, {
	texts: ["Planning.", "Read the file", "Write the change", "Run the tests", "Plan complete."],
});
