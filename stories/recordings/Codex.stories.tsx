import type { Meta } from "@storybook/react-vite";
import { atSize } from "../fixtures/atSize.ts";
import { type AskingArgs, asking } from "./asking.tsx";
import { codexSession } from "./codexSession.ts";
import { type RecordingArgs, recording } from "./recording.tsx";

const { globals, parameters } = atSize(1280, 2_000);

/** What Codex did, as shown afterwards: in a window that holds all of it, in the dark. */
const meta: Meta<RecordingArgs | AskingArgs> = {
	title: "Recorded sessions/Codex",
	tags: ["!autodocs"],
	globals: { ...globals, colorScheme: "dark" },
	parameters: { ...parameters },
};

export default meta;

const readOnly = codexSession("[Read Only] | Default | Full Access");
const standard = codexSession("Read Only | [Default] | Full Access");
const silent = { ...readOnly, usage: null };

const ANSWER = ["Hello! This is a streamed answer with code.", "const a = 1;", "Done."];
const WRITTEN = ["+hello", "+world"];
const OPTIONS = ["Yes", "No, provide feedback"];
/** All that a command in this sandbox could say. */
const NO_SANDBOX = "Some details are omitted, run with `RUST_BACKTRACE=full`";

export const FailsWithAnInvalidKey = recording("codex-auth401", silent, {
	texts: ["not signed in to its model", "401 Unauthorized: invalid x-api-key", "Sign the agent in", "Retry"],
});
export const CommandFailsInItsSandbox = recording("codex-bash", readOnly, {
	texts: ["echo err >&2; exit 3", "Failed", NO_SANDBOX, "The command exited with 3.", "1 command"],
});
export const CommandIsCancelled = recording("codex-cancel-bash", standard, {
	texts: ["do echo tick $i; sleep 0.5; done", "Cancelled", "Done ticking."],
});
export const StoppedWhileAsking = recording("codex-cancel-pending-perm", readOnly, {
	texts: ["hello.txt", "Not answered: the turn was stopped", "Stopped", ...ANSWER],
	diff: WRITTEN,
});
export const StoppedWhileWriting = recording("codex-cancel-text", readOnly, {
	texts: ["word 0", "word 24", "Stopped", ...ANSWER],
});
export const SecondPromptFails = recording("codex-concurrent", standard, {
	texts: ["SCENARIO:slow first", "word 39", "SCENARIO:text", "Failed", "Retry"],
});
export const ReadingFailsInItsSandbox = recording("codex-edit-always", readOnly, {
	texts: ["Read existing.txt", "Failed", NO_SANDBOX, "Edited."],
});
export const FailsWithAnErrorOfItsModel = recording("codex-error400", readOnly, {
	texts: ["it returned an error", "fake model says: invalid request", "Retry", ...ANSWER],
});
export const ReadsAttachedFiles = recording("codex-image-and-resource", readOnly, {
	texts: ["image.png", "70 bytes", "note.md", "1.2 kB", "y.txt", "13 bytes", ...ANSWER],
});
export const ReachesTheLengthLimit = recording("codex-maxtok", silent, {
	texts: ["This is cut of", "longer than its model allows", "reason: max_output_tokens"],
});
export const LosesTheConnectionToItsModel = recording("codex-midfail", silent, {
	texts: ["Partial text then the stream", "it lost the connection to its model", "stream disconnected"],
});
export const WritesAFileInAnotherModeAndModel = recording(
	"codex-mode-model",
	codexSession("[Read Only] | Default | Full Access", "[GPT-5.5] | gpt-5.4 | GPT-5.4-Mini | gpt-5.3-codex | gpt-5.2"),
	{ texts: ["hello.txt", "Allowed once by Ben", "The file is written."], diff: WRITTEN },
);
export const RunsACommandAndWritesAFile = recording("codex-multi", readOnly, {
	texts: ["echo one", NO_SANDBOX, "multi.txt", "Allowed once by Ben", "Both done.", "2 tool calls"],
	diff: ["+x"],
});
export const FollowsAPlan = recording("codex-plan", readOnly, {
	texts: ["Planning.", "Read the file", "Write the change", "Run the tests", "Plan complete."],
});
export const EndsWithoutAnAnswer = recording("codex-refusal", readOnly, {
	texts: ["SCENARIO:refusal", "ended the turn without a response"],
});
export const AnswersWithCode = recording("codex-text", readOnly, { texts: ANSWER });
export const ThinksBeforeItAnswers = recording("codex-think", readOnly, {
	texts: ["Thought", "Let me reason step by step about the matter at hand.", "After thinking: 42."],
});
export const WritesAnAllowedFile = recording("codex-write-allow", readOnly, {
	texts: ["hello.txt", "Allowed once by Ben", "The file is written.", "1 file", "+2"],
	diff: WRITTEN,
});
export const AsksBeforeItWrites = asking("codex-write-allow", OPTIONS, { texts: ["hello.txt"], diff: WRITTEN });
export const WritingIsRejected = recording("codex-write-reject", readOnly, {
	texts: ["hello.txt", "Rejected by Ben", "Stopped"],
	diff: WRITTEN,
});
