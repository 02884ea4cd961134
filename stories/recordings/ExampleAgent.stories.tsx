import type { Meta } from "@storybook/react-vite";
import { atSize } from "../fixtures/atSize.ts";
import { type AskingArgs, asking } from "./asking.tsx";
import type { SessionShown } from "./expectSession.ts";
import { type RecordingArgs, recording } from "./recording.tsx";

const { globals, parameters } = atSize(375, 2_000);

/** What the ACP SDK's example agent did, as shown afterwards: on a telephone, in the dark. */
const meta: Meta<RecordingArgs | AskingArgs> = {
	title: "Recorded sessions/Example agent",
	tags: ["!autodocs"],
	globals: { ...globals, colorScheme: "dark" },
	parameters: { ...parameters },
};

export default meta;

/** It reports nothing about its session. */
const silent: SessionShown = { settings: {}, commands: null, usage: null };
const READ = ["Reading project files", "README.md", "This is a sample project..."];
const EDIT = ["Modifying critical configuration file", "config.json"];
const OPTIONS = ["Allow this change", "Skip this change"];

export const MakesAnAllowedChange = recording("acp-sdk-example-allow", silent, {
	texts: [...READ, ...EDIT, "Allowed once by Ben", "Configuration updated", "The changes have been applied."],
});
export const AsksBeforeAChange = asking("acp-sdk-example-allow", OPTIONS, { texts: EDIT });
export const StoppedWhileAsking = recording("acp-sdk-example-cancel-pending-perm", silent, {
	texts: [...READ, ...EDIT, "Not answered: the turn was stopped", "2 tool calls"],
});
export const StoppedAndPromptedAgain = recording("acp-sdk-example-cancel", silent, {
	texts: ["hi CWD:", "Stopped", "hi again", ...READ, "The changes have been applied."],
});
export const ChangeIsRejected = recording("acp-sdk-example-reject", silent, {
	texts: [...READ, ...EDIT, "Rejected by Ben", "I'll skip the configuration update."],
});
