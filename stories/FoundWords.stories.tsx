import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import type { TimelineItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { ada } from "./fixtures/people.ts";
import { RoomPage } from "./fixtures/RoomPage.tsx";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";

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

function roomOf(...items: readonly TimelineItem[]) {
	return createMemoryWorkspace({ items: sampleTimeline(...items) });
}

const meta: Meta = { title: "FoundWords" };

export default meta;
type Story = StoryObj;

function story(play: NonNullable<Story["play"]>, ...items: readonly TimelineItem[]): Story {
	const workspace = roomOf(...items);
	return {
		render: () => (
			<RoomPage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</RoomPage>
		),
		play,
	};
}

/** The texts that are drawn under a name, in the order of the page. */
function drawn(name: string): readonly string[] {
	const ranges = [...(CSS.highlights.get(name) ?? [])] as Range[];
	return ranges.sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other)).map(String);
}

async function searchIn(element: HTMLElement, query: string) {
	const room = within(element);
	await room.findByRole("article");
	await userEvent.click(room.getByRole("button", { name: "Search the timeline" }));
	await waitFor(() => expect(room.getByRole("searchbox")).toHaveFocus());
	await userEvent.keyboard(query);
	return room;
}

/** Whether the first word drawn as the current one can be seen in a box. */
function isSeenIn(box: Element): boolean {
	const [range] = [...(CSS.highlights.get("wsc-found-current") ?? [])] as Range[];
	if (!range) return false;
	const word = range.getBoundingClientRect();
	const edge = box.getBoundingClientRect();
	return word.top >= edge.top && word.bottom <= edge.bottom;
}

/** All places in sight are marked, those of the entry that is shown more strongly; its fold is open. */
export const Marked: Story = story(
	async ({ canvasElement }) => {
		const room = await searchIn(canvasElement, "upload dialog waits");
		await waitFor(() => expect(drawn("wsc-found-current")).toEqual(["upload dialog waits"]));
		await userEvent.clear(room.getByRole("searchbox"));
		await userEvent.keyboard("upload");
		await waitFor(() => expect(drawn("wsc-found-current")).toEqual(["upload"]));
		await waitFor(() => expect(drawn("wsc-found")).toEqual(["Upload", "upload", "upload", "upload"]));
		await expect(room.getByRole("button", { name: /Run the tests/ })).toHaveAttribute("aria-expanded", "true");
		await userEvent.keyboard("{Enter}");
		await waitFor(() => expect(drawn("wsc-found-current")).toEqual(["upload", "upload", "upload"]));
		await expect(drawn("wsc-found")).toEqual(["Upload"]);
	},
	asked,
	answer,
	command,
);
export const MarkedDark: Story = { ...Marked, globals: { colorScheme: "dark" } };

export const NothingIsLeft: Story = story(
	async ({ canvasElement }) => {
		await searchIn(canvasElement, "upload");
		await waitFor(() => expect(drawn("wsc-found")).not.toEqual([]));
		await userEvent.keyboard("{Escape}");
		await waitFor(() => expect([...CSS.highlights.keys()]).toEqual([]));
	},
	asked,
	answer,
);

/** An entry may be taller than the window. */
export const ScrollsToTheWord: Story = story(
	async ({ canvasElement }) => {
		const room = await searchIn(canvasElement, "the needle");
		await waitFor(() => expect(isSeenIn(room.getByRole("log"))).toBe(true));
	},
	asked,
	tall,
);

/** An output has a box of its own. */
export const ScrollsToTheWordInABox: Story = story(
	async ({ canvasElement }) => {
		const room = await searchIn(canvasElement, "the needle");
		const output = await room.findByText(/line 149/);
		await waitFor(() => expect(isSeenIn(output) && isSeenIn(room.getByRole("log"))).toBe(true));
	},
	asked,
	longOutput,
	{ ...tall, text: "Nothing to see here.\n\n".repeat(60) },
);

async function seesTheNeedle({ canvasElement }: { readonly canvasElement: HTMLElement }) {
	const room = await searchIn(canvasElement, "the needle");
	await waitFor(() => expect(drawn("wsc-found-current")).toEqual(["the needle"]));
	await waitFor(() => expect(isSeenIn(room.getByRole("log"))).toBe(true));
}

/** Of a long output only the end is shown before. */
export const ShowsTheWordsInALongOutput: Story = story(seesTheNeedle, asked, cutOutput);

/** The line is one of those that did not change, which are folded before. */
export const ShowsTheWordsInADiff: Story = story(seesTheNeedle, asked, changedFile);

const talking = roomOf(asked, growing);

export const FollowsWhatGrows: Story = {
	render: () => (
		<RoomPage connect={() => talking.connect(ada)}>
			<WorkspaceChat workspaceId="memory" />
		</RoomPage>
	),
	play: async ({ canvasElement }) => {
		await searchIn(canvasElement, "upload");
		await waitFor(() => expect(drawn("wsc-found-current")).toEqual(["upload"]));
		talking.apply({ kind: "append", itemId: "growing", text: "and another UPLOAD" });
		await waitFor(() => expect(drawn("wsc-found-current")).toEqual(["upload", "UPLOAD"]));
	},
};

const left = roomOf(asked);
const right = roomOf({ ...asked, text: "Is the dialog an upload, too?" });

/** Rooms of one page have marks of their own. */
export const TwoRooms: Story = {
	render: () => (
		<div style={{ display: "grid", gridTemplateColumns: "1fr 1fr" }}>
			<RoomPage connect={() => left.connect(ada)}>
				<WorkspaceChat workspaceId="memory" labels={{ workspace: "Left room", composer: "Left prompt" }} />
			</RoomPage>
			<RoomPage connect={() => right.connect(ada)}>
				<WorkspaceChat workspaceId="memory" labels={{ workspace: "Right room", composer: "Right prompt" }} />
			</RoomPage>
		</div>
	),
	play: async ({ canvasElement }) => {
		const page = within(canvasElement);
		await searchIn(await page.findByRole("region", { name: "Left room" }), "upload");
		await waitFor(() => expect(drawn("wsc-found-current")).toEqual(["Upload"]));
		const room = await searchIn(await page.findByRole("region", { name: "Right room" }), "dialog");
		await waitFor(() => expect(drawn("wsc-found-current")).toEqual(["Upload", "dialog"]));
		await userEvent.click(room.getByRole("button", { name: "Close" }));
		await waitFor(() => expect(drawn("wsc-found-current")).toEqual(["Upload"]));
	},
};
