import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import type { TimelineItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { ada, session } from "./fixtures/people.ts";
import { message, readCall } from "./fixtures/sampleItems.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

/** The maximum size of an item that the workspace stores, and so ever sends. */
const MOST_BYTES = 630_000;

const linesOf = (name: string, bytes: number) => {
	const line = (number: number) => `${name} ${number}: a line such as a log, a diff or an answer may have\n`;
	return Array.from({ length: Math.floor(bytes / line(1_000).length) }, (_, index) => line(index)).join("");
};

const large = (id: string, title: string, order: number) =>
	({ ...readCall, id, toolCallId: id, title, toolKind: "other", content: [], order, seq: order }) as const;

const items: readonly TimelineItem[] = [
	{ ...message, id: "answer", order: 1, seq: 1, text: linesOf("- Answer", MOST_BYTES) },
	{ ...large("raw", "Raw output", 2), rawOutput: { lines: linesOf("Raw", MOST_BYTES).split("\n") } },
	{ ...large("text", "One long text", 3), rawOutput: "x".repeat(MOST_BYTES) },
	{
		...large("diff", "Edit a large file", 4),
		toolKind: "edit",
		content: [
			{
				type: "diff",
				path: "src/large.ts",
				oldText: linesOf("Old", MOST_BYTES / 2),
				newText: linesOf("New", MOST_BYTES / 2),
			},
		],
	},
	{
		...large("log", "Run a long command", 5),
		toolKind: "execute",
		content: [{ type: "content", content: { type: "text", text: linesOf("Log", MOST_BYTES) } }],
	},
	{ ...message, id: "end", order: 6, seq: 6, text: "That was all." },
];

const meta: Meta = {
	title: "Tests/Largest items",
	tags: ["!dev", "!autodocs"],
	render: () => {
		const workspace = createMemoryWorkspace({ items, session });
		return (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		);
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByText("That was all.");
		for (const title of ["Run a long command", "Edit a large file", "One long text", "Raw output"]) {
			const row = await canvas.findByRole("button", { name: new RegExp(title) });
			await userEvent.click(row);
			await expect(row).toHaveAttribute("aria-expanded", "true");
			for (const raw of within(canvasElement).queryAllByRole("button", { name: /^Output/, expanded: false })) {
				await userEvent.click(raw);
			}
			await userEvent.click(row);
			await expect(row).toHaveAttribute("aria-expanded", "false");
		}
		await userEvent.type(await canvas.findByRole("textbox", { name: "Prompt" }), "Still here");
		await expect(canvas.getByRole("textbox", { name: "Prompt" })).toHaveValue("Still here");
	},
};

export default meta;
type Story = StoryObj;

/** Each item has the maximum size. The page stays responsive while they are expanded one after the other. */
export const Opened: Story = {};
