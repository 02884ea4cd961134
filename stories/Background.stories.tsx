import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import type { BackgroundWork, EventItem, NoticeItem, TimelineItem, ToolCallItem } from "../src/protocol/index.ts";
import { backgroundCutNotice } from "../src/rules/background.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { ada, ben, session } from "./fixtures/people.ts";
import { sampleFolder } from "./fixtures/sampleFolder.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleProcesses } from "./fixtures/sampleProcesses.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

interface BackgroundArgs {
	readonly items: readonly TimelineItem[];
	readonly work?: BackgroundWork | undefined;
	readonly isGerman?: boolean | undefined;
}

/** The whole screen between two turns. */
function renderScreen({ items, work, isGerman }: BackgroundArgs) {
	const workspace = createMemoryWorkspace({
		items: sampleTimeline({ ...sample.prompt, state: "done" }, sample.message, ...items),
		session: { ...session, background: work },
		files: sampleFolder,
		processes: sampleProcesses,
	});
	return (
		<WorkspacePage connect={() => workspace.connect(ada)}>
			<WorkspaceChat workspaceId="acme/web" panel labels={isGerman ? german : undefined} />
		</WorkspacePage>
	);
}

const meta: Meta<BackgroundArgs> = {
	title: "WorkspaceChat/Background tasks",
	id: "background",
	tags: ["!autodocs"],
	render: renderScreen,
};

export default meta;
type Story = StoryObj<BackgroundArgs>;

const since = Date.now() - 83_000;

/** A command whose call goes on after its turn. */
const runningCall: ToolCallItem = {
	...sample.commandCall,
	title: "npm run dev",
	createdAt: since,
	status: "in_progress",
	background: true,
	content: [],
	rawInput: { command: "npm run dev" },
	rawOutput: undefined,
	endedAt: null,
};
const endedCall: ToolCallItem = { ...sample.commandCall, background: true };

const turnId = sample.prompt.turnId;
const work: BackgroundWork = {
	id: "work-1",
	since,
	state: "running",
	tasks: [{ itemId: runningCall.id, title: "npm run dev", startedAt: since, turnId, startedBy: ada }],
};
const otherTask = {
	itemId: "call-2",
	title: "npx playwright test --ui-host=0.0.0.0 --reporter=line tests/upload.spec.ts tests/retry.spec.ts",
	startedAt: since + 60_000,
	turnId,
	startedBy: ben,
};

const entry: EventItem = {
	kind: "event",
	id: "entry-1",
	turnId: "entry-1",
	createdAt: sample.message.createdAt + 90_000,
	by: null,
	order: 0,
	seq: 0,
	event: {
		type: "background_work",
		endedTasks: [{ itemId: endedCall.id, title: endedCall.title }],
		endedAt: sample.message.createdAt + 95_000,
	},
};
const words: TimelineItem = {
	...sample.message,
	id: "message-2",
	turnId: entry.id,
	createdAt: entry.createdAt,
	text: "The tests have ended: both pass. Uploads are sent again after an error, and give up after five times.",
};

function cutNotice(): NoticeItem {
	const cut = backgroundCutNotice("limit", work.tasks);
	if (!cut) throw new Error("Nothing was cut off.");
	return { ...sample.notice, ...cut };
}

/** The row of status, with Stop in the composer. */
export const Running: Story = {
	args: { items: [runningCall], work },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(await canvas.findByText(/In the background: npm run dev/)).toBeVisible();
		await expect(canvas.getByRole("button", { name: /Stop/ })).toBeVisible();
	},
};
export const RunningGerman: Story = {
	tags: ["!dev", "!autodocs"],
	args: { items: [runningCall], work, isGerman: true },
};

export const Several: Story = {
	args: { items: [runningCall], work: { ...work, tasks: [...work.tasks, otherTask] } },
};

export const Stopping: Story = {
	args: { items: [runningCall], work: { ...work, state: "stopping", stoppedBy: ben } },
};

/** What the agent says by itself, under the line that says why. */
export const Words: Story = {
	args: { items: [endedCall, entry, words] },
	play: async ({ canvas }) => {
		await expect(await canvas.findByText("Ended in the background: npm test -- upload")).toBeVisible();
	},
};

/** The agent speaks by itself, without a task that has ended. */
export const WordsWithoutTask: Story = {
	args: { items: [endedCall, { ...entry, event: { type: "background_work", endedTasks: [], endedAt: null } }, words] },
	play: async ({ canvas }) => {
		await expect(await canvas.findByText("In the background")).toBeVisible();
	},
};

export const CutOff: Story = {
	args: { items: [{ ...runningCall, status: "cancelled", endedAt: since }, cutNotice()] },
};

/** Beside the processes of the sandbox. */
export const InThePanel: Story = {
	args: { items: [runningCall], work: { ...work, tasks: [...work.tasks, otherTask] } },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "Show files and processes" }));
		const panel = within(await canvas.findByRole("complementary", { name: "Files and processes" }));
		await userEvent.click(await panel.findByRole("tab", { name: /Processes/ }));
		const tasks = within(await panel.findByRole("region", { name: "Run by the agent" }));
		await expect(tasks.getAllByRole("link")).toHaveLength(2);
	},
};
