import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { createMemoryWorkspace, type MemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { longFile } from "./fixtures/diffSamples.ts";
import { expectInReach } from "./fixtures/expectInReach.ts";
import { manyItems } from "./fixtures/manyItems.ts";
import { ada } from "./fixtures/people.ts";
import { commandCall, editCall, message, prompt, result } from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

const turn = { turnId: "turn-last" } as const;
const tallDiff = { type: "diff", path: "/workspace/src/values.ts", oldText: null, newText: longFile } as const;

/** A finished turn after many others; the file that it created is taller than the window. */
const items = sampleTimeline(
	...manyItems(40),
	{ ...prompt, ...turn, id: "asked", state: "done", result },
	{ ...message, ...turn, id: "message" },
	{ ...commandCall, ...turn, id: "run", toolCallId: "run" },
	{ ...editCall, ...turn, id: "made", toolCallId: "made", title: "Edit src/values.ts", content: [tallDiff] },
);

interface OpenedArgs {
	readonly workspace: MemoryWorkspace;
}

const meta: Meta<OpenedArgs> = {
	title: "Tests/Expanded at the end",
	tags: ["!dev", "!autodocs"],
	beforeEach: ({ args }) => {
		Object.assign(args, { workspace: createMemoryWorkspace({ items }) });
	},
	render: ({ workspace }) => (
		<WorkspacePage connect={() => workspace.connect(ada)}>
			<WorkspaceChat workspaceId="memory" />
		</WorkspacePage>
	),
};

export default meta;
type Story = StoryObj<OpenedArgs>;

const distanceFromEnd = (log: HTMLElement) => log.scrollHeight - log.clientHeight - log.scrollTop;
const jump = (canvas: HTMLElement) => within(canvas).queryByRole("button", { name: /^Jump to latest$|new$/ });
const addMessage = (workspace: MemoryWorkspace, text: string) =>
	workspace.apply({ kind: "item", item: { ...message, id: text, turnId: "turn-next", text } });

/** Expands a fold once the list is at its end, and waits until the list has adjusted. */
async function open(canvas: HTMLElement, name: RegExp, click: (element: Element) => Promise<void>) {
	const log = within(canvas).getByRole("log");
	const fold = await within(log).findByRole("button", { name });
	await waitFor(() => expect(distanceFromEnd(log)).toBeLessThanOrEqual(1));
	await click(fold);
	await waitFor(() => expect(fold).toHaveAttribute("aria-expanded", "true"));
	return { log, fold };
}

export const Turn: Story = {
	play: async ({ canvasElement, args, userEvent }) => {
		const { log } = await open(canvasElement, /^Done/, userEvent.click);
		const again = await within(log).findByRole("button", { name: "Retry" });
		await waitFor(() => expectInReach(again));
		await waitFor(() => expect(distanceFromEnd(log)).toBeLessThanOrEqual(1));
		await expect(jump(canvasElement)).not.toBeInTheDocument();
		for (const text of ["One more", "And another", "And the last"]) addMessage(args.workspace, text);
		await within(log).findByText("And the last");
		await waitFor(() => expect(distanceFromEnd(log)).toBeLessThanOrEqual(1));
		await expect(jump(canvasElement)).not.toBeInTheDocument();
	},
};
export const TurnOnAPhone: Story = { ...Turn, ...atSize(320, 568) };

export const ToolCall: Story = {
	play: async ({ canvasElement, userEvent }) => {
		const { log, fold } = await open(canvasElement, /npm test/, userEvent.click);
		await waitFor(() => expect(distanceFromEnd(log)).toBeLessThanOrEqual(1));
		await expectInReach(fold);
		await expect(jump(canvasElement)).not.toBeInTheDocument();
	},
};

/** Its beginning stays visible and uncovered until something new is added. */
export const TallerThanTheWindow: Story = {
	play: async ({ canvasElement, args, userEvent }) => {
		const { log, fold } = await open(canvasElement, /values\.ts/, userEvent.click);
		const below = () => fold.getBoundingClientRect().top - log.getBoundingClientRect().top;
		await waitFor(() => expect(distanceFromEnd(log)).toBeGreaterThan(100));
		await waitFor(() => expect(Math.abs(below() - 40)).toBeLessThanOrEqual(1));
		await expect(jump(canvasElement)).not.toBeInTheDocument();
		addMessage(args.workspace, "One more");
		await within(canvasElement).findByRole("button", { name: "1 new" });
		await expect(Math.abs(below() - 40)).toBeLessThanOrEqual(1);
	},
};
