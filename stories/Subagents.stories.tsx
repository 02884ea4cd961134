import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { itemUrl } from "../src/components/link/itemLink.ts";
import { WorkspaceChat } from "../src/index.ts";
import type { TimelineItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

const task = {
	...sample.readCall,
	id: "task",
	toolCallId: "task",
	title: "Explore how uploads are called",
	toolKind: "think",
	locations: [],
	content: [],
} as const;
const nested = { parentId: "task", turnId: "turn-1" } as const;

/** A turn with a subagent, which has a subagent of its own. */
const items: readonly TimelineItem[] = [
	{ ...sample.prompt, state: "done" },
	{ ...sample.message, id: "before", text: "I’ll send somebody to look." },
	task,
	{ ...sample.thought, ...nested, id: "nested-thought" },
	{ ...sample.searchCall, ...nested, id: "nested-search", toolCallId: "nested-search" },
	{ ...task, ...nested, id: "inner", toolCallId: "inner", title: "Check the tests", status: "failed" },
	{
		...sample.readCall,
		id: "innermost",
		toolCallId: "innermost",
		title: "Read test/upload.test.ts",
		parentId: "inner",
	},
	{ ...sample.message, ...nested, id: "nested-message", text: "Only `files.ts` calls it, and ignores the **answer**." },
	{ ...sample.message, id: "after", text: "There is one caller. I’ll change it." },
];

const meta: Meta = {
	title: "WorkspaceChat/Subagents",
	id: "subagents",
	tags: ["!autodocs"],
	beforeEach: () => () => history.replaceState(null, "", location.href.split("#")[0]),
};

export default meta;
type Story = StoryObj;

function renderItems(shown: readonly TimelineItem[]) {
	const workspace = createMemoryWorkspace({ items: sampleTimeline(...shown) });
	return (
		<WorkspacePage connect={() => workspace.connect(ada)}>
			<WorkspaceChat workspaceId="memory" />
		</WorkspacePage>
	);
}

const render = () => renderItems(items);

export const Folded: Story = {
	render,
	play: async ({ canvasElement }) => {
		const log = await within(canvasElement).findByRole("log");
		await expect(await within(log).findByRole("button", { name: "Subagent: 2 calls" })).toBeVisible();
		await expect(within(log).queryByText("Check the tests")).toBeNull();
	},
};
export const Unfolded: Story = {
	render,
	play: async ({ canvasElement }) => {
		const log = await within(canvasElement).findByRole("log");
		await userEvent.click(await within(log).findByRole("button", { name: "Subagent: 2 calls" }));
		await userEvent.click(await within(log).findByRole("button", { name: "Subagent: 1 call" }));
		await expect(await within(log).findByText("Read test/upload.test.ts")).toBeVisible();
		const depths = [...log.querySelectorAll(".wsc-row")].map((row) => row.getAttribute("data-depth"));
		await expect(depths).toEqual([null, null, null, "1", "1", "1", "2", "1", null]);
		await expect(log.querySelectorAll(".wsc-agent-head")).toHaveLength(1);
	},
};
export const UnfoldedNarrow: Story = {
	tags: ["!dev", "!autodocs"],
	...Unfolded,
	...atSize(320, 568),
};

/** It makes one call after another while the agent waits for it. */
export const Running: Story = {
	render: () => {
		const workspace = createMemoryWorkspace({
			onPrompt: async (_prompt, agent) => {
				agent.callTool({ toolCallId: "task", title: task.title, toolKind: "think", status: "in_progress" });
				for (const path of ["src/upload.ts", "src/pages/files.ts"]) {
					const call = { toolCallId: path, parentCallId: "task", title: `Read ${path}`, toolKind: "read" } as const;
					agent.callTool({ ...call, status: path === "src/upload.ts" ? "completed" : "in_progress" });
				}
				await agent.wait(1e9);
			},
		});
		return (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		);
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.type(await canvas.findByRole("textbox", { name: "Prompt" }), "Explore{Enter}");
		const line = await canvas.findByRole("button", { name: "Subagent: 2 calls, running" });
		await userEvent.click(line);
		await expect(line).toHaveAttribute("aria-expanded", "true");
		await expect(await within(canvas.getByRole("log")).findByText("Read src/pages/files.ts")).toBeVisible();
	},
};
/** A match inside is unfolded while it is shown. */
export const FoundBySearch: Story = {
	render,
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		const log = await canvas.findByRole("log");
		await within(log).findByRole("button", { name: "Subagent: 2 calls" });
		await userEvent.click(canvas.getByRole("textbox", { name: "Prompt" }));
		await userEvent.keyboard("{Control>}f{/Control}");
		await waitFor(() => expect(canvas.getByRole("searchbox")).toHaveFocus());
		await userEvent.keyboard("upload.test.ts");
		await waitFor(() => expect(log.querySelector("[aria-current]")).toHaveTextContent("Read test/upload.test.ts"));
		await userEvent.keyboard("{Escape}");
		await waitFor(() => expect(within(log).queryByText("Read test/upload.test.ts")).toBeNull());
	},
};

/** A link to something inside unfolds it, and it stays unfolded. */
export const FollowedByLink: Story = {
	render: () => {
		history.replaceState(null, "", new URL(itemUrl("memory", "innermost")).hash);
		return render();
	},
	play: async ({ canvasElement }) => {
		const log = await within(canvasElement).findByRole("log");
		await waitFor(() => expect(log.querySelector("[aria-current]")).toHaveTextContent("Read test/upload.test.ts"));
	},
};
