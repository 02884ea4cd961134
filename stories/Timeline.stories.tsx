import type { Meta, StoryObj } from "@storybook/react-vite";
import { type ReactNode, useState } from "react";
import { expect, waitFor, within } from "storybook/test";
import { Timeline, Workspace, WorkspaceProvider } from "../src/index.ts";
import { createMemoryWorkspace, type MemoryWorkspace } from "../src/testing/index.ts";
import { manyItems } from "./fixtures/manyItems.ts";
import { ada } from "./fixtures/people.ts";
import { message } from "./fixtures/sampleItems.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";
import { waitForFrames } from "./fixtures/waitForFrames.ts";

/** Remounts the workspace, as a reload does. */
function Reloading({ children }: { readonly children: ReactNode }) {
	const [loads, setLoads] = useState(1);
	return (
		<>
			<div key={loads} style={{ flex: 1, minBlockSize: 0 }}>
				{children}
			</div>
			<button type="button" onClick={() => setLoads(loads + 1)}>
				Reload
			</button>
		</>
	);
}

interface LongTimelineArgs {
	readonly workspace: MemoryWorkspace;
}

const meta: Meta<LongTimelineArgs> = {
	title: "Tests/Timeline",
	tags: ["!dev", "!autodocs"],
	beforeEach: ({ args }) => {
		Object.assign(args, { workspace: createMemoryWorkspace({ items: manyItems(400) }) });
	},
	render: ({ workspace }) => (
		<WorkspacePage connect={() => workspace.connect(ada)}>
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

/** The number of items on a page. */
const PAGE = 50;

const distanceFromEnd = (log: HTMLElement) => log.scrollHeight - log.clientHeight - log.scrollTop;

async function openTimeline(canvasElement: HTMLElement): Promise<HTMLElement> {
	const log = within(canvasElement).getByRole("log");
	await within(log).findByText(/^Answer 399/);
	await waitFor(() => expect(distanceFromEnd(log)).toBeLessThanOrEqual(1));
	await expect(lastIndex(log)).toBe(PAGE - 1);
	return log;
}

/** The index of the last row, from which the number of loaded rows follows. */
function lastIndex(log: HTMLElement): number {
	return Math.max(
		...[...log.querySelectorAll<HTMLElement>("[data-index]")].map(({ dataset }) => Number(dataset.index)),
	);
}

/** Streams words into the last message, as an agent does. */
async function stream(workspace: MemoryWorkspace, words: number): Promise<void> {
	for (let word = 0; word < words; word++) {
		workspace.apply({ kind: "append", itemId: "item-399", text: `word${word} and some more of it. ` });
		await new Promise(requestAnimationFrame);
	}
}

function topRow(log: HTMLElement): { readonly text: string | null; readonly top: number } {
	const edge = log.getBoundingClientRect().top;
	const rows = [...log.querySelectorAll<HTMLElement>("[data-index]")];
	const row = rows.find((candidate) => candidate.getBoundingClientRect().bottom > edge + 1);
	return { text: row?.textContent ?? null, top: (row?.getBoundingClientRect().top ?? 0) - edge };
}

export const FollowsTheEnd: Story = {
	play: async ({ canvasElement, args }) => {
		const log = await openTimeline(canvasElement);
		await stream(args.workspace, 60);
		await waitFor(() => expect(log).toHaveTextContent("word59"));
		await waitFor(() => expect(distanceFromEnd(log)).toBeLessThanOrEqual(1));
	},
};

export const FollowsTheEndWhenADockAppears: Story = {
	play: async ({ canvasElement }) => {
		const log = await openTimeline(canvasElement);
		const frame = log.closest<HTMLElement>("[style*=flex]");
		if (!frame) throw new Error("no frame to shrink");
		frame.style.blockSize = "50%";
		await waitFor(() => expect(log.clientHeight).toBeLessThan(window.innerHeight * 0.6));
		await waitFor(() => expect(distanceFromEnd(log)).toBeLessThanOrEqual(1));
		const jump = () => within(canvasElement).queryByRole("button", { name: "Jump to latest" });
		await waitFor(() => expect(jump()).not.toBeInTheDocument());
	},
};

/** A turn fails and the next one begins: a dock below is removed and several rows are added at once. */
export const FollowsTheEndWhenADockIsRemovedAndRowsAreAdded: Story = {
	play: async ({ canvasElement, args }) => {
		const log = await openTimeline(canvasElement);
		const frame = log.closest<HTMLElement>("[style*=flex]");
		if (!frame) throw new Error("no frame to resize");
		for (let round = 0; round < 12; round++) {
			frame.style.blockSize = round % 2 === 0 ? "35%" : "100%";
			for (const lines of [1, 30, 3 + round])
				args.workspace.apply({
					kind: "item",
					item: { ...message, id: `come-${round}-${lines}`, text: "Something came.\n\n".repeat(lines) },
				});
			await waitForFrames(1 + (round % 4));
			await stream(args.workspace, 3);
		}
		await waitFor(() => expect(distanceFromEnd(log)).toBeLessThanOrEqual(1));
		await expect(within(canvasElement).queryByRole("button", { name: /new$/ })).not.toBeInTheDocument();
	},
};

export const KeepsThePositionWhileReading: Story = {
	play: async ({ canvasElement, args, userEvent }) => {
		const log = await openTimeline(canvasElement);
		log.scrollTop -= 700;
		await waitForFrames(10);
		const before = topRow(log);
		await stream(args.workspace, 40);
		args.workspace.apply({ kind: "item", item: { ...message, id: "late", text: "Something new" } });
		await waitForFrames(10);
		await expect(topRow(log).text).toBe(before.text);
		await expect(Math.abs(topRow(log).top - before.top)).toBeLessThanOrEqual(1);

		await userEvent.click(await within(canvasElement).findByRole("button", { name: "1 new" }));
		await within(log).findByText("Something new");
		await waitFor(() => expect(distanceFromEnd(log)).toBeLessThanOrEqual(1));
	},
};

export const LoadsOlderItemsWithoutAJump: Story = {
	play: async ({ canvasElement }) => {
		const log = await openTimeline(canvasElement);
		const heightBefore = log.scrollHeight;
		log.scrollTop = 40;
		await waitForFrames(3);
		const before = topRow(log);
		await waitFor(() => expect(log.scrollHeight).toBeGreaterThan(heightBefore + 1_000));
		await waitForFrames(20);
		const row = [...log.querySelectorAll<HTMLElement>("[data-index]")].find(
			({ textContent }) => textContent === before.text,
		);
		const top = (row?.getBoundingClientRect().top ?? Number.NaN) - log.getBoundingClientRect().top;
		await expect(Math.abs(top - before.top)).toBeLessThanOrEqual(2);
		log.scrollTop = log.scrollHeight;
		await waitFor(() => expect(lastIndex(log)).toBe(2 * PAGE - 1));
	},
};

/** The prompt of a turn sticks to the top, and a click scrolls to it. */
export const ShowsTheCurrentPrompt: Story = {
	play: async ({ canvasElement, userEvent }) => {
		const log = await openTimeline(canvasElement);
		log.scrollTop -= 700;
		await waitForFrames(10);
		while (topRow(log).text?.includes("Question")) {
			log.scrollTop += 60;
			await waitForFrames(3);
		}
		const above = await within(canvasElement).findByRole("button", { name: /^Prompt by Ada: Question/ });
		const question = above.textContent?.match(/Question \d+/)?.[0] ?? "";
		await userEvent.click(above);
		await waitFor(() => expect(topRow(log).text).toContain(question));
		await waitFor(() => expect(above).not.toBeInTheDocument());
	},
};

/** After a reload, which is a new connection here, a reader is at the same item three pages up, or at the end. */
export const RestoresThePositionAfterAReload: Story = {
	render: ({ workspace }) => (
		<div style={{ display: "flex", flexDirection: "column", blockSize: "100vh", background: "Canvas" }}>
			<Reloading>
				<WorkspaceProvider connect={() => workspace.connect(ada)} storage={null}>
					<Workspace workspaceId="memory">
						<div style={{ display: "flex", flexDirection: "column", blockSize: "100%" }}>
							<Timeline />
						</div>
					</Workspace>
				</WorkspaceProvider>
			</Reloading>
		</div>
	),
	play: async ({ canvasElement, userEvent }) => {
		const log = () => within(canvasElement).getByRole("log");
		const reload = async () => {
			const before = log();
			await userEvent.click(within(canvasElement).getByRole("button", { name: "Reload" }));
			await expect(before).not.toBeInTheDocument();
		};
		await openTimeline(canvasElement);
		for (let pages = 1; pages < 3; pages++) {
			log().scrollTop = 40;
			await waitFor(() => expect(log().scrollTop).toBeGreaterThan(1_000));
			await waitForFrames(20);
		}
		log().scrollTop = 1_234;
		await waitForFrames(20);
		const before = topRow(log());
		await reload();
		await waitFor(() => expect(topRow(log()).text).toBe(before.text));
		await waitFor(() => expect(Math.abs(topRow(log()).top - before.top)).toBeLessThanOrEqual(1));
		await waitForFrames(30);
		await expect(topRow(log()).text).toBe(before.text);
		await expect(Math.abs(topRow(log()).top - before.top)).toBeLessThanOrEqual(1);

		log().scrollTop = log().scrollHeight;
		await waitFor(() => expect(distanceFromEnd(log())).toBeLessThanOrEqual(1));
		await reload();
		await openTimeline(canvasElement);
	},
};
