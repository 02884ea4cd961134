import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import type { TimelineItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada, ben, session } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { renderChat } from "./fixtures/WorkspacePage.tsx";
import { waitForFrames } from "./fixtures/waitForFrames.ts";

/** What a person sees when they come back: the new begins at a line, and one sentence says what has happened. */
const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Unread",
	component: WorkspaceChat,
	args: { workspaceId: "acme/web" },
	render: renderChat,
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

const HOUR = 3_600_000;
const left = Date.now() - HOUR;
const file = (path: string) => ({ path, added: 12, removed: 3 });

/** A turn of Ben that has ended since. */
function turnOfBen(number: number, change: Partial<typeof sample.result> = {}, isFailed = false): TimelineItem[] {
	const turnId = `later-${number}`;
	const createdAt = left + number * 600_000;
	const result = { ...sample.result, endedAt: createdAt + 90_000, ...change };
	const asked = { ...sample.prompt, id: turnId, clientId: turnId, turnId, by: ben, createdAt, result };
	return [
		{ ...asked, text: `Now the same for downloads, part ${number}.`, state: isFailed ? "failed" : "done" },
		{ ...sample.readCall, id: `call-${number}`, toolCallId: `call-${number}`, turnId, createdAt },
		{ ...sample.message, id: `answer-${number}`, turnId, createdAt, text: `Part ${number} retries, too.` },
	];
}

const readBefore: readonly TimelineItem[] = [
	{ ...sample.prompt, state: "done", createdAt: left - 600_000, result: { ...sample.result, endedAt: left - 500_000 } },
	{ ...sample.message, createdAt: left - 550_000 },
];

/** Ada has read the first turn, an hour ago. */
function leftWith(...later: readonly TimelineItem[]) {
	const items = sampleTimeline(...readBefore, ...later);
	return createMemoryWorkspace({ session, items, reads: { ada: { order: readBefore.length, at: left } } });
}

const twoTurns = [
	...turnOfBen(1, { files: [file("src/download.ts"), file("src/retry.ts")] }),
	...turnOfBen(2, { files: [file("src/retry.ts")] }),
];

/** A workspace for each time that the story is shown: she reads it. */
const connectAda =
	(...later: readonly TimelineItem[]) =>
	() =>
		leftWith(...later).connect(ada);

const mention: TimelineItem = { ...sample.note, createdAt: left + 900_000 };

/** Among what has happened, a note names the reader. */
export const Mentioned: Story = {
	args: { connect: connectAda(...twoTurns, mention) },
	play: async ({ canvas }) => {
		const summary = await canvas.findByText(/^Since you left/);
		await expect(summary.parentElement).toHaveTextContent(/You were mentioned.*2 turns.*1 note/);
	},
};

export const SinceYouLeft: Story = {
	args: { connect: connectAda(...twoTurns) },
	play: async ({ canvas }) => {
		await expect(await canvas.findByText(/^New since \d\d:\d\d$/)).toBeInTheDocument();
		const summary = await canvas.findByText(/^Since you left/);
		await expect(summary.parentElement).toHaveTextContent(/2 turns.*2 files/);
	},
};

export const WithAFailureAndApprovals: Story = {
	args: {
		connect: connectAda(
			...turnOfBen(1, { files: [file("src/download.ts")] }),
			{ ...sample.answeredApproval, turnId: "later-1" },
			...turnOfBen(2, { ...sample.failedResult, endedAt: left + 1_300_000 }, true),
		),
	},
	play: async ({ canvas }) => {
		const summary = await canvas.findByText(/^Since you left/);
		await expect(summary.parentElement).toHaveTextContent(/2 turns.*1 file.*1 approval.*1 failed/);
	},
};

export const InANarrowWindow: Story = {
	...atSize(375, 667),
	args: { connect: connectAda(...twoTurns) },
	play: async ({ canvas, canvasElement }) => {
		await canvas.findByText(/^Since you left/);
		await expect(canvasElement.ownerDocument.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
	},
};

export const InGerman: Story = {
	args: { connect: connectAda(...twoTurns), labels: german },
	render: (args) => <div lang="de">{renderChat(args)}</div>,
	play: async ({ canvas }) => {
		await expect(await canvas.findByText(/^Neu seit/)).toBeInTheDocument();
		const summary = await canvas.findByText(/^Seit du weg warst/);
		await expect(summary.parentElement).toHaveTextContent(/2 Durchgänge.*2 Dateien/);
	},
};

/** It is gone for good; the line stays while they read. */
export const Dismissed: Story = {
	args: { connect: connectAda(...twoTurns) },
	play: async ({ canvas, userEvent }) => {
		await canvas.findByText(/^Since you left/);
		await userEvent.click(canvas.getByRole("button", { name: "Dismiss" }));
		await waitFor(() => expect(canvas.queryByText(/^Since you left/)).toBeNull());
		await expect(canvas.getByText(/^New since/)).toBeInTheDocument();
	},
};

const manyTurns = Array.from({ length: 15 }, (_, index) => turnOfBen(index + 1)).flat();

/** The button leads to the line, from wherever they are. */
export const Shown: Story = {
	args: { connect: connectAda(...manyTurns) },
	play: async ({ canvas, userEvent }) => {
		await canvas.findByText(/^Since you left/);
		await canvas.findByText("Part 15 retries, too.");
		await userEvent.click(canvas.getByRole("button", { name: "Show" }));
		const line = await canvas.findByText(/^New since/);
		await waitFor(() => expect(isInSight(line)).toBe(true));
		await expect(canvas.queryByText(/^Since you left/)).toBeNull();
	},
};

function isInSight(element: Element): boolean {
	const view = element.closest(".wsc-scroller")?.getBoundingClientRect();
	const { top, bottom } = element.getBoundingClientRect();
	return view !== undefined && top >= view.top && bottom <= view.bottom;
}

const working = leftWith(...turnOfBen(1));

/** Who reads further up has the number of what they would count on the button to the end. */
export const ReadingFurtherUp: Story = {
	...atSize(900, 420),
	args: { connect: () => working.connect(ada) },
	play: async ({ canvas, canvasElement }) => {
		const log = within(canvasElement).getByRole("log");
		await canvas.findByText("Part 1 retries, too.");
		// The end counts as read once they have stayed there.
		await waitFor(() => expect(working.get().participants).toHaveLength(1));
		await waitForFrames(30);
		log.scrollTop = 0;
		await canvas.findByRole("button", { name: "Jump to latest" });
		working.apply(...turnOfBen(2).map((item) => ({ kind: "item" as const, item })));
		await canvas.findByRole("button", { name: "2 new" });
	},
};
