import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import claudeBash from "../test/recordings/claude2-bash.jsonl?raw";
import claudeError from "../test/recordings/claude2-error400.jsonl?raw";
import claudePlan from "../test/recordings/claude2-plan.jsonl?raw";
import claudeThink from "../test/recordings/claude2-think.jsonl?raw";
import claudeWrite from "../test/recordings/claude2-write-allow.jsonl?raw";
import claudeReject from "../test/recordings/claude2-write-reject.jsonl?raw";
import codexCancel from "../test/recordings/codex-cancel-bash.jsonl?raw";
import codexEdit from "../test/recordings/codex-full-edit-always.jsonl?raw";
import { session } from "./fixtures/people.ts";
import { RoomPage } from "./fixtures/RoomPage.tsx";
import { replayRecording } from "./fixtures/replayRecording.ts";
import { stillWorkspace } from "./fixtures/stillWorkspace.ts";

interface RecordingArgs {
	/** The text of a recorded session. */
	readonly jsonl: string;
	readonly agent: string;
}

/** What real agents did, as it looks afterwards. */
const meta: Meta<RecordingArgs> = {
	title: "Recordings",
	args: { agent: "claude" },
	render: ({ jsonl, agent }) => {
		const { items } = replayRecording(jsonl);
		return (
			<RoomPage connect={stillWorkspace({ items, session: { ...session, agent, title: null } })}>
				<WorkspaceChat workspaceId="recorded" />
			</RoomPage>
		);
	},
	play: async ({ canvasElement }) => {
		const log = await within(canvasElement).findByRole("log");
		await expect((await within(log).findAllByRole("article")).length).toBeGreaterThan(0);
	},
};

export default meta;
type Story = StoryObj<RecordingArgs>;

export const ClaudeRunsACommand: Story = { args: { jsonl: claudeBash } };
export const ClaudePlans: Story = { args: { jsonl: claudePlan } };
export const ClaudeThinks: Story = { args: { jsonl: claudeThink } };
export const ClaudeWritesAFile: Story = { args: { jsonl: claudeWrite } };
export const ClaudeIsRefusedAFile: Story = { args: { jsonl: claudeReject } };
export const ClaudeFails: Story = { args: { jsonl: claudeError } };
export const CodexEditsAFile: Story = { args: { jsonl: codexEdit, agent: "codex" } };
export const CodexIsStopped: Story = { args: { jsonl: codexCancel, agent: "codex" } };
