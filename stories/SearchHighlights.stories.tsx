import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import type { TimelineItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { ada } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

const asked = { ...sample.prompt, text: "Why does the Upload dialog stay open?", state: "done" } as const;
const answer = {
	...sample.message,
	open: false,
	text: "The **upload** dialog waits for `uploadFile`:\n\n```ts\nawait uploadFile(file);\n```\n\nIt never settles.",
} as const;
const command = {
	...sample.commandCall,
	status: "completed",
	title: "Run the tests",
	rawInput: undefined,
	content: [{ type: "content", content: { type: "text", text: "✗ upload › closes the dialog\n1 test failed" } }],
} as const;
const lines = Array.from({ length: 300 }, (_, index) => (index === 150 ? "the needle" : `line ${index}`));
const longOutput = {
	...command,
	toolKind: "read",
	content: [{ type: "content", content: { type: "text", text: "" } }],
	rawOutput: lines.join("\n"),
} as const;
const longLog = Array.from({ length: 600 }, (_, index) => (index === 5 ? "the needle" : `line ${index}`)).join("\n");
const cutOutput = { ...command, content: [{ type: "content", content: { type: "text", text: longLog } }] } as const;
const changedFile = {
	...sample.editCall,
	status: "completed",
	content: [{ type: "diff", path: "/repo/src/app.ts", oldText: longLog, newText: `${longLog}\nmore` }],
} as const;
const tall = { ...answer, text: lines.join("\n\n") } as const;
const growing = { ...answer, id: "growing", open: true, text: "An upload " };

function workspaceOf(...items: readonly TimelineItem[]) {
	return createMemoryWorkspace({ items: sampleTimeline(...items) });
}

const meta: Meta = { title: "Tests/Search highlights", tags: ["!dev", "!autodocs"] };

export default meta;
type Story = StoryObj;

function story(play: NonNullable<Story["play"]>, ...items: readonly TimelineItem[]): Story {
	const workspace = workspaceOf(...items);
	return {
		render: () => (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		),
		play,
	};
}

/** The texts that are highlighted under a name, in document order. */
function highlighted(name: string): readonly string[] {
	const ranges = [...(CSS.highlights.get(name) ?? [])] as Range[];
	return ranges.sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other)).map(String);
}

async function searchIn(element: HTMLElement, query: string) {
	const canvas = within(element);
	await canvas.findAllByRole("article");
	await userEvent.click(canvas.getByRole("button", { name: "Search conversation" }));
	await waitFor(() => expect(canvas.getByRole("searchbox")).toHaveFocus());
	await userEvent.keyboard(query);
	return canvas;
}

/** Whether the first highlight of the current match is visible in an element. */
function isVisibleIn(box: Element): boolean {
	const [range] = [...(CSS.highlights.get("wsc-match-current") ?? [])] as Range[];
	if (!range) return false;
	const word = range.getBoundingClientRect();
	const edge = box.getBoundingClientRect();
	return word.top >= edge.top && word.bottom <= edge.bottom;
}

/** All visible matches are highlighted, those of the current item more strongly; its fold is open. */
export const Highlighted: Story = story(
	async ({ canvasElement }) => {
		const canvas = await searchIn(canvasElement, "upload dialog waits");
		await waitFor(() => expect(highlighted("wsc-match-current")).toEqual(["upload dialog waits"]));
		await userEvent.clear(canvas.getByRole("searchbox"));
		await userEvent.keyboard("upload");
		await waitFor(() => expect(highlighted("wsc-match-current")).toEqual(["upload"]));
		await waitFor(() => expect(highlighted("wsc-match")).toEqual(["Upload", "upload", "upload", "upload"]));
		await expect(canvas.getByRole("button", { name: /Run the tests/ })).toHaveAttribute("aria-expanded", "true");
		await userEvent.keyboard("{Enter}");
		await waitFor(() => expect(highlighted("wsc-match-current")).toEqual(["upload", "upload", "upload"]));
		await expect(highlighted("wsc-match")).toEqual(["Upload"]);
	},
	asked,
	answer,
	command,
);
export const RemovesAllHighlights: Story = story(
	async ({ canvasElement }) => {
		await searchIn(canvasElement, "upload");
		await waitFor(() => expect(highlighted("wsc-match")).not.toEqual([]));
		await userEvent.keyboard("{Escape}");
		await waitFor(() => expect([...CSS.highlights.keys()]).toEqual([]));
	},
	asked,
	answer,
);

/** An item can be taller than the window. */
export const ScrollsToTheMatch: Story = story(
	async ({ canvasElement }) => {
		const canvas = await searchIn(canvasElement, "the needle");
		await waitFor(() => expect(isVisibleIn(canvas.getByRole("log"))).toBe(true));
	},
	asked,
	tall,
);

/** An output is a scrollable element of its own. */
export const ScrollsToTheMatchInAnOutput: Story = story(
	async ({ canvasElement }) => {
		const canvas = await searchIn(canvasElement, "the needle");
		const output = await canvas.findByText(/line 149/);
		await waitFor(() => expect(isVisibleIn(output) && isVisibleIn(canvas.getByRole("log"))).toBe(true));
	},
	asked,
	longOutput,
	{ ...tall, text: "Nothing to see here.\n\n".repeat(60) },
);

async function expectNeedleVisible({ canvasElement }: { readonly canvasElement: HTMLElement }) {
	const canvas = await searchIn(canvasElement, "the needle");
	await waitFor(() => expect(highlighted("wsc-match-current")).toEqual(["the needle"]));
	await waitFor(() => expect(isVisibleIn(canvas.getByRole("log"))).toBe(true));
}

/** Before, only the end of a long output is shown. */
export const ShowsTheMatchInALongOutput: Story = story(expectNeedleVisible, asked, cutOutput);

/** The line is unchanged, and unchanged lines are folded before. */
export const ShowsTheMatchInADiff: Story = story(expectNeedleVisible, asked, changedFile);

const talking = workspaceOf(asked, growing);

export const FollowsAStreamingMessage: Story = {
	render: () => (
		<WorkspacePage connect={() => talking.connect(ada)}>
			<WorkspaceChat workspaceId="memory" />
		</WorkspacePage>
	),
	play: async ({ canvasElement }) => {
		await searchIn(canvasElement, "upload");
		await waitFor(() => expect(highlighted("wsc-match-current")).toEqual(["upload"]));
		talking.apply({ kind: "append", itemId: "growing", text: "and another UPLOAD" });
		await waitFor(() => expect(highlighted("wsc-match-current")).toEqual(["upload", "UPLOAD"]));
	},
};

const left = workspaceOf(asked);
const right = workspaceOf({ ...asked, text: "Is the dialog an upload, too?" });

/** Workspaces on the same page have separate highlights. */
export const TwoWorkspaces: Story = {
	render: () => (
		<div style={{ display: "grid", gridTemplateColumns: "1fr 1fr" }}>
			<WorkspacePage connect={() => left.connect(ada)}>
				<WorkspaceChat workspaceId="memory" labels={{ workspace: "Left workspace", composer: "Left prompt" }} />
			</WorkspacePage>
			<WorkspacePage connect={() => right.connect(ada)}>
				<WorkspaceChat workspaceId="memory" labels={{ workspace: "Right workspace", composer: "Right prompt" }} />
			</WorkspacePage>
		</div>
	),
	play: async ({ canvasElement }) => {
		const page = within(canvasElement);
		await searchIn(await page.findByRole("region", { name: "Left workspace" }), "upload");
		await waitFor(() => expect(highlighted("wsc-match-current")).toEqual(["Upload"]));
		const canvas = await searchIn(await page.findByRole("region", { name: "Right workspace" }), "dialog");
		await waitFor(() => expect(highlighted("wsc-match-current")).toEqual(["Upload", "dialog"]));
		await userEvent.click(canvas.getByRole("button", { name: "Close" }));
		await waitFor(() => expect(highlighted("wsc-match-current")).toEqual(["Upload"]));
	},
};
