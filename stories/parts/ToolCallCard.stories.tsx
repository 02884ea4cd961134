import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { ToolCallCard } from "../../src/index.ts";
import { TOOL_CALL_STATUSES, TOOL_KINDS } from "../../src/protocol/index.ts";
import { PartPage } from "../fixtures/PartPage.tsx";
import { answeredApproval, approval, commandCall, editCall, readCall, searchCall } from "../fixtures/sampleItems.ts";
import { untilPartsLoaded } from "../fixtures/untilPartsLoaded.ts";

const meta: Meta<typeof ToolCallCard> = {
	title: "Parts/ToolCallCard",
	component: ToolCallCard,
	args: { item: editCall },
	render: (args) => (
		<PartPage>
			<ToolCallCard {...args} />
		</PartPage>
	),
};

export default meta;
type Story = StoryObj<typeof ToolCallCard>;

/** A GIF of one pixel as Base64. */
const DOT = "R0lGODlhAQABAIAAAFV/1v///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";

const open: Story["play"] = async ({ canvasElement, userEvent }) => {
	const [summary] = await within(canvasElement).findAllByRole("button");
	if (!summary) throw new Error("no line to open");
	await userEvent.click(summary);
	await expect(summary).toHaveAttribute("aria-expanded", "true");
	await untilPartsLoaded(canvasElement);
};

export const Kinds: Story = {
	render: () => (
		<PartPage>
			{TOOL_KINDS.map((kind) => (
				<ToolCallCard key={kind} item={{ ...searchCall, id: kind, toolKind: kind, title: `A call of kind ${kind}` }} />
			))}
		</PartPage>
	),
};

export const Statuses: Story = {
	render: () => (
		<PartPage>
			{TOOL_CALL_STATUSES.map((status) => (
				<ToolCallCard
					key={status}
					item={{
						...commandCall,
						id: status,
						status,
						title: `npm run ${status}`,
						createdAt: Date.now() - 3_000,
						endedAt: null,
					}}
				/>
			))}
		</PartPage>
	),
};

export const Permissions: Story = {
	render: () => (
		<PartPage>
			<ToolCallCard item={{ ...commandCall, id: "asked", status: "pending", endedAt: null }} approval={approval} />
			<ToolCallCard item={editCall} approval={answeredApproval} />
			<ToolCallCard
				item={{ ...commandCall, id: "stopped", status: "cancelled" }}
				approval={{ ...approval, state: { status: "cancelled", reason: "stopped", cancelledAt: 1 } }}
			/>
			<div style={{ inlineSize: 320, containerType: "inline-size" }}>
				<ToolCallCard item={{ ...editCall, id: "narrow" }} approval={answeredApproval} />
			</div>
		</PartPage>
	),
	play: async ({ canvasElement }) => {
		const [asked, answered] = await within(canvasElement).findAllByRole("button");
		await expect(asked).toHaveTextContent("Waiting for approval");
		await expect(answered).toHaveTextContent("Allowed once by Ben");
	},
};

export const EditOpen: Story = { play: open };
export const CommandOpen: Story = { args: { item: commandCall }, play: open };
/** How a command ended, in words, below what it printed. */
export const CommandsFailed: Story = {
	render: () => (
		<PartPage>
			{[
				{ exit_code: 1, signal: null },
				{ exit_code: null, signal: "SIGTERM" },
			].map((rawOutput) => (
				<ToolCallCard
					key={JSON.stringify(rawOutput)}
					item={{ ...commandCall, id: JSON.stringify(rawOutput), status: "failed", rawOutput }}
				/>
			))}
		</PartPage>
	),
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		for (const line of await canvas.findAllByRole("button", { name: /npm test/ })) await userEvent.click(line);
		await untilPartsLoaded(canvasElement);
		await expect(canvas.getByText("Exit code 1")).toBeVisible();
		await expect(canvas.getByText("Ended by signal SIGTERM")).toBeVisible();
	},
};
export const ReadOpen: Story = { args: { item: readCall }, play: open };
export const NoDetails: Story = {
	args: { item: { ...readCall, content: [], locations: [], title: "", toolKind: "other" } },
	play: open,
};

export const EveryContent: Story = {
	args: {
		item: {
			...readCall,
			toolKind: "fetch",
			title: "Fetch https://example.com/guide",
			truncated: true,
			content: [
				{ type: "content", content: { type: "text", text: "Some **Markdown** that it found." } },
				{ type: "content", content: { type: "resource_link", uri: "file:///workspace/guide.md", name: "guide.md" } },
				{
					type: "content",
					content: { type: "resource", uri: "file:///workspace/notes.txt", text: "Line one\nLine two" },
				},
				{ type: "content", content: { type: "image", mimeType: "image/svg+xml", data: "" } },
				{ type: "content", content: { type: "audio", mimeType: "audio/wav", data: "" } },
				{
					type: "content",
					content: { type: "resource", uri: "file:///workspace/dot.gif", mimeType: "image/gif", blob: DOT },
				},
				{ type: "content", content: { type: "unknown", value: { type: "hologram" } } },
				{ type: "terminal", terminalId: "term-1" },
				{ type: "unknown", value: { type: "git_patch" } },
			],
		},
	},
	play: open,
};

/** On a phone the title keeps its room, and the location takes what is left. */
export const Narrow: Story = {
	tags: ["!dev", "!autodocs"],
	render: () => (
		<PartPage>
			<div style={{ inlineSize: 340 }}>
				<ToolCallCard
					item={{
						...readCall,
						title: "Read the working folder",
						locations: [{ path: "/workspace/packages/payments-703549dd11d9/src/retries.ts" }],
					}}
				/>
			</div>
		</PartPage>
	),
	play: async ({ canvasElement }) => {
		const title = await within(canvasElement).findByText("Read the working folder");
		const box = title.closest(".wsc-row-title");
		await expect((box?.scrollWidth ?? 0) - (box?.clientWidth ?? 0)).toBe(0);
	},
};
