import type { Meta } from "@storybook/react-vite";
import { atSize } from "../fixtures/atSize.ts";
import { type AskingArgs, asking } from "./asking.tsx";
import type { SessionShown } from "./expectSession.ts";
import { type RecordingArgs, recording } from "./recording.tsx";

const { globals, parameters } = atSize(1280, 2_000);

/** What the Claude agent did, as shown afterwards: in a window that holds all of it, in the light. */
const meta: Meta<RecordingArgs | AskingArgs> = {
	title: "Recorded sessions/Claude",
	tags: ["!autodocs"],
	globals,
	parameters: { ...parameters },
};

export default meta;

const settings = {
	Mode: "[Manual] | Accept edits | Plan | Auto | Bypass permissions",
	Model: "[Default (recommended)] | Opus 5.5 | Fable 5.1 | Sonnet 5.5 | Haiku 5.5",
	Effort: "[Default] | Low | Medium | High | Xhigh | Max",
	"Fast mode": "On | [Off]",
	Ultracode: "On | [Off]",
};
const unreported: SessionShown = { settings, commands: { number: 40, one: "/code-review" }, usage: null };

/** A session of this title, as Claude takes it from the prompt, that has cost so much. */
const reported = (title: string | undefined, cost: string): SessionShown => ({
	...unreported,
	title,
	usage: `1.3K / 1M tokens${cost && ` · Session cost: ${cost}`}`,
});
const inMode = ({ settings, ...session }: SessionShown, Mode: string): SessionShown => ({
	...session,
	settings: { ...settings, Mode },
});

const ANSWER = ["Hello! This is a streamed answer with code.", "const a = 1;", "Done."];
const WRITTEN = ["+hello", "+world"];
const EVERY_TIME = "Yes, allow all edits during this session";
const LOOP = "for i in 1 2 3; do echo line $i; sleep 0.3; done; echo err >&2; exit 3";
const REFUSED_USE = "The user doesn't want to proceed with this tool use.";

export const FailsWithAnInvalidKey = recording("claude2-auth401", unreported, {
	texts: ["SCENARIO:auth", "Failed", "Retry"],
});
export const RunsAnAllowedCommand = recording(
	"claude2-bash",
	reported("SCENARIO:bash CWD:/workspace/claude2-bash", "$0.02"),
	{
		texts: [
			LOOP,
			"Allowed once by Ben",
			"Failed",
			"Exit code 3",
			"line 1",
			"line 3",
			"err",
			"The command exited with 3.",
			"1 command",
		],
	},
);
export const AsksBeforeACommand = asking("claude2-bash", ["Yes", "No"], { texts: [LOOP] });
export const StoppedDuringACommand = recording(
	"claude2-cancel-bash",
	reported("SCENARIO:longbash CWD:/workspace/claude2-cancel-bash", "$0.01"),
	{ texts: ["do echo tick $i; sleep 0.5; done", "Allowed once by Ben", REFUSED_USE, "Stopped"] },
);
export const StoppedWhileAsking = recording(
	"claude2-cancel-pending-perm",
	reported("SCENARIO:write CWD:/workspace/claude2-cancel-pending-perm", "$0.02"),
	{
		texts: ["Write hello.txt", "Not answered: the turn was stopped", REFUSED_USE, "Stopped", ...ANSWER],
		diff: WRITTEN,
	},
);
export const StoppedWhileWriting = recording("claude2-cancel-text", reported(undefined, "$0.006"), {
	texts: ["word 0", "word 16", "Stopped", ...ANSWER],
});
export const AnswersAQueuedPrompt = recording(
	"claude2-concurrent",
	inMode(reported(undefined, "$0.02"), settings.Mode.replace("[Manual]", "Manual").replace("Auto", "[Auto]")),
	{
		texts: ["SCENARIO:slow first", "word 39", "Warning: We're changing auto mode", "SCENARIO:text", ...ANSWER],
	},
);
export const EditsAFileAlwaysAllowed = recording(
	"claude2-edit-always",
	reported("SCENARIO:edit CWD:/workspace/claude2-edit-always", "$0.02"),
	{
		texts: ["Read existing.txt", "gamma", "Edit existing.txt", "Always allowed by Ben", "Edited.", "1 file", "+1"],
		diff: ["-beta", "+BETA-2"],
	},
);
export const AsksBeforeAnEdit = asking("claude2-edit-always", ["Yes", EVERY_TIME, "No"], {
	texts: ["edit existing.txt"],
	diff: ["-beta", "+BETA-2"],
});
export const FailsWithAnErrorOfItsModel = recording(
	"claude2-error400",
	reported("SCENARIO:text CWD:/workspace/claude2-error400", "$0.01"),
	{
		texts: ["it returned an error", "API Error: 400 fake model says: invalid request", "Retry", ...ANSWER],
	},
);
export const ReadsAttachedFiles = recording("claude2-image-and-resource", reported("SCENARIO:text look", "$0.01"), {
	texts: ["image.png", "70 bytes", "note.md", "1.2 kB", "y.txt", "13 bytes", ...ANSWER],
});
export const ReachesTheLengthLimit = recording(
	"claude2-maxtok",
	reported("SCENARIO:maxtok CWD:/workspace/claude2-maxtok", "$0.03"),
	{ texts: ["This is cut of", "longer than its model allows", "128000 output token maximum", "Retry"] },
);
export const LosesTheConnectionToItsModel = recording("claude2-midfail", reported(undefined, ""), {
	texts: ["Partial text then the stream", "Failed", "35", "Retry"],
});
export const WritesAFileInAnotherModeAndModel = recording(
	"claude2-mode-model",
	{
		...reported("SCENARIO:write CWD:/workspace/claude2-mode-model", "$0.00"),
		settings: {
			Mode: "Manual | [Accept edits] | Plan | Auto | Bypass permissions",
			Model: "Default (recommended) | Opus 5.5 | Fable 5.1 | Sonnet 5.5 | [Haiku 5.5]",
			Effort: settings.Effort,
			Ultracode: settings.Ultracode,
		},
	},
	{ texts: ["Write hello.txt", "The file is written.", "1 file"], diff: WRITTEN },
);
export const RunsACommandAndWritesAFile = recording(
	"claude2-multi",
	reported("SCENARIO:multi CWD:/workspace/claude2-multi", "$0.02"),
	{
		texts: ["echo one", "one", "Write multi.txt", "Allowed once by Ben", "Both done.", "2 tool calls", "1 approval"],
		diff: ["+x"],
	},
);
export const AnswersInPlanMode = recording(
	"claude2-plan-mode",
	inMode(
		reported("SCENARIO:text CWD:/workspace/claude2-plan-mode", "$0.01"),
		"Manual | Accept edits | [Plan] | Auto | Bypass permissions",
	),
	{ texts: [...ANSWER, "Warning: We're changing auto mode"] },
);
export const PlansWithoutATool = recording("claude2-plan", reported(undefined, "$0.006"), {
	texts: ["Planning. [no tool for todo]"],
});
export const DeclinesAPrompt = recording(
	"claude2-refusal",
	reported("SCENARIO:refusal CWD:/workspace/claude2-refusal", "$0.02"),
	{
		texts: ["The agent declined", "safeguards stopped the response above", "safeguards flagged this message"],
	},
);
export const ThinksBeforeItAnswers = recording(
	"claude2-think",
	reported("SCENARIO:think CWD:/workspace/claude2-think", "$0.01"),
	{
		texts: ["Thought", "Let me reason step by step about the matter at hand.", "After thinking: 42."],
	},
);
export const WritesAnAllowedFile = recording(
	"claude2-write-allow",
	reported("SCENARIO:write CWD:/workspace/claude2-write-allow", "$0.02"),
	{ texts: ["Write hello.txt", "Allowed once by Ben", "The file is written.", "+2"], diff: WRITTEN },
);
export const WritingIsRejected = recording(
	"claude2-write-reject",
	reported("SCENARIO:write CWD:/workspace/claude2-write-reject", "$0.02"),
	{
		texts: ["Rejected by Ben", "Failed", "User refused permission to run tool", "The file is written."],
		diff: WRITTEN,
	},
);
