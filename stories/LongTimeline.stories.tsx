import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { Timeline, Workspace } from "../src/index.ts";
import { createMemoryWorkspace, type MemoryWorkspace } from "../src/testing/index.ts";
import { manyItems } from "./fixtures/manyItems.ts";
import { ada } from "./fixtures/people.ts";
import { message } from "./fixtures/sampleItems.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";
import { waitForFrames } from "./fixtures/waitForFrames.ts";
import { watchFrames } from "./fixtures/watchFrames.ts";
import { withWindowOf } from "./fixtures/withWindowOf.ts";

const ITEMS = 10_000;
/** All but the first page. */
const LOADED = ITEMS - 50;
/** The padding below the last row. */
const PADDING = 24;

interface LongTimelineArgs {
	readonly workspace: MemoryWorkspace;
}

const meta: Meta<LongTimelineArgs> = {
	title: "Tests/Long timeline",
	tags: ["!dev", "!autodocs"],
	beforeEach: ({ args }) => {
		Object.assign(args, { workspace: createMemoryWorkspace({ items: manyItems(ITEMS) }) });
	},
	render: ({ workspace }) => (
		<WorkspacePage connect={() => withWindowOf(LOADED, workspace.connect(ada))}>
			<Workspace workspaceId="memory">
				<div style={{ display: "flex", flexDirection: "column", blockSize: "100%" }}>
					<Timeline />
				</div>
			</Workspace>
		</WorkspacePage>
	),
};

export default meta;
type Story = StoryObj<LongTimelineArgs>;

const rowsOf = (log: HTMLElement) => [...log.querySelectorAll<HTMLElement>("[data-index]")];

/** How far the last row is from its expected position. */
function gapAtEnd(log: HTMLElement): number {
	const last = rowsOf(log).at(-1);
	if (!last) return Number.POSITIVE_INFINITY;
	return log.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom - PADDING;
}

/** Returns a function that measures how far the top row has moved since. */
function driftOfTopRow(log: HTMLElement): () => number {
	const edge = log.getBoundingClientRect().top;
	const row = rowsOf(log).find((candidate) => candidate.getBoundingClientRect().bottom > edge + 1);
	const before = row?.getBoundingClientRect().top ?? Number.NaN;
	return () => (row?.isConnected ? row.getBoundingClientRect().top - before : Number.POSITIVE_INFINITY);
}

/** Scrolls, and waits until the list has measured the rows there. */
async function scrollTo(log: HTMLElement, top: number): Promise<void> {
	log.scrollTop = top;
	await waitForFrames(12);
}

/** Streams words into the last message and adds three more, as an agent does. */
async function work(workspace: MemoryWorkspace, turn: string): Promise<void> {
	for (let word = 0; word < 60; word++) {
		workspace.apply({ kind: "append", itemId: `item-${ITEMS - 1}`, text: `word${word} and some more of it. ` });
		if (word % 20 === 19)
			workspace.apply({ kind: "item", item: { ...message, id: `${turn}-${word}`, text: `More of ${turn}` } });
		await waitForFrames(1);
	}
	await waitForFrames(12);
}

/** Ten thousand items while an agent works: the reader's row does not move, at the end, in the middle or at the start. */
export const KeepsThePositionInTenThousandItems: Story = {
	play: async ({ canvasElement, args, userEvent }) => {
		const log = within(canvasElement).getByRole("log");
		await within(log).findByText(new RegExp(`^Answer ${ITEMS - 1}`));
		await waitFor(() => expect(Math.abs(gapAtEnd(log))).toBeLessThan(1));
		await expect(Number(rowsOf(log).at(-1)?.dataset.index)).toBe(LOADED - 1);
		await expect(rowsOf(log).length).toBeLessThan(60);
		const gap = await watchFrames(
			() => gapAtEnd(log),
			() => work(args.workspace, "first"),
		);
		await expect(gap).toBeLessThan(1);

		await scrollTo(log, log.scrollHeight * 0.6);
		await expect(await watchFrames(driftOfTopRow(log), () => work(args.workspace, "second"))).toBeLessThan(1);
		await within(canvasElement).findByRole("button", { name: "1 new" });

		await scrollTo(log, 40);
		const loadOlder = () => waitFor(() => expect(log.scrollTop).toBeGreaterThan(1_000)).then(() => waitForFrames(12));
		await expect(await watchFrames(driftOfTopRow(log), loadOlder)).toBeLessThanOrEqual(1);

		await userEvent.click(within(canvasElement).getByRole("button", { name: "1 new" }));
		await within(log).findAllByText("More of second");
		await waitFor(() => expect(Math.abs(gapAtEnd(log))).toBeLessThan(1));
		await expect(Number(rowsOf(log).at(-1)?.dataset.index)).toBe(ITEMS + 5);
	},
};
