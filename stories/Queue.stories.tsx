import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada, ben } from "./fixtures/people.ts";
import { queuedPrompt } from "./fixtures/sampleItems.ts";

/** A workspace that works on a prompt until it is stopped. */
function QueueWorkspace() {
	const workspace = createMemoryWorkspace({ onPrompt: (_, agent) => agent.wait(600_000) });
	const connect = () => workspace.connect(ada);
	return (
		<div style={{ blockSize: "100vh" }}>
			<WorkspaceChat workspaceId="memory" connect={connect} storage={null} />
		</div>
	);
}

/** A workspace that waits for Ben. */
function SuspendedWorkspace() {
	const suspended = { person: ben, until: Date.now() + 600_000 };
	const workspace = createMemoryWorkspace({
		items: [{ ...queuedPrompt, by: ben, suspended }],
		onPrompt: (_, agent) => agent.wait(600_000),
	});
	const connect = () => workspace.connect(ada);
	return (
		<div style={{ blockSize: "100vh" }}>
			<WorkspaceChat workspaceId="memory" connect={connect} storage={null} />
		</div>
	);
}

const meta: Meta = { title: "WorkspaceChat/Queue", id: "queue", tags: ["!autodocs"], render: () => <QueueWorkspace /> };

export default meta;
type Story = StoryObj;

const send: (canvas: HTMLElement, texts: readonly string[]) => Story["play"] =
	(canvas, texts) =>
	async ({ userEvent }) => {
		for (const text of texts)
			await userEvent.type(await within(canvas).findByRole("textbox", { name: "Prompt" }), `${text}{Enter}`);
	};

export const Moved: Story = {
	play: async (context) => {
		const { canvasElement, userEvent } = context;
		const canvas = within(canvasElement);
		await send(canvasElement, ["Tidy up", "one", "two", "three"])?.(context);
		const up = await canvas.findByRole("button", { name: "Move up: “three”" });
		up.focus();
		await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
		const first = () => canvas.getAllByRole("listitem").map((row) => row.textContent);
		await waitFor(() =>
			expect(first().findIndex((text) => text?.includes("three"))).toBeLessThan(
				first().findIndex((text) => text?.includes("two")),
			),
		);
		await expect(up).toHaveFocus();
	},
};

/** Ben was disconnected, and is not back yet. Prompts of other people go first; without him his own is removed. */
export const Suspended: Story = {
	render: () => <SuspendedWorkspace />,
	play: async (context) => {
		const { canvasElement } = context;
		const canvas = within(canvasElement);
		await waitFor(() => expect(canvas.getByText("Waits until Ben is back")).toBeVisible());
		await send(canvasElement, ["Tidy up"])?.(context);
		await canvas.findByRole("button", { name: "Stop" });
		await expect(canvas.getByRole("region", { name: "1 queued" })).toHaveTextContent("Waits until Ben is back");
	},
};

/** What was added last is in sight. */
export const ManyAdded: Story = {
	play: async (context) => {
		const canvas = within(context.canvasElement);
		await send(context.canvasElement, ["Tidy up", "one", "two", "three", "four", "five", "six", "seven"])?.(context);
		// Not by its text: for a moment a prompt that was just sent stands elsewhere, too.
		const row = (await canvas.findByRole("button", { name: "Remove “seven” from queue" })).closest("li");
		const list = row?.closest("ol");
		await expect(list?.scrollHeight).toBeGreaterThan(list?.clientHeight ?? 0);
		const hidden = () => (row?.getBoundingClientRect().bottom ?? 0) - (list?.getBoundingClientRect().bottom ?? 0);
		await waitFor(() => expect(hidden()).toBeLessThanOrEqual(1));
	},
};
/** The last of many opens in full: its row comes into the list's sight. */
export const EditedAtTheEnd: Story = {
	play: async (context) => {
		const { canvasElement, userEvent } = context;
		const canvas = within(canvasElement);
		const waiting = ["one", "two", "three", "four", "five", "six"];
		await send(canvasElement, ["Tidy up", ...waiting])?.(context);
		const edit = await canvas.findByRole("button", { name: "Edit “six”" });
		const list = edit.closest("ol");
		await userEvent.click(edit);
		const row = canvas.getByRole("textbox", { name: "Edit “six”" }).closest("li");
		await expect(list?.scrollHeight).toBeGreaterThan(list?.clientHeight ?? 0);
		const hidden = () => (row?.getBoundingClientRect().bottom ?? 0) - (list?.getBoundingClientRect().bottom ?? 0);
		await waitFor(() => expect(hidden()).toBeLessThanOrEqual(1));
	},
};
export const EditedAtTheEndOnAPhone: Story = {
	tags: ["!dev", "!autodocs"],
	...EditedAtTheEnd,
	...atSize(320, 568),
};

/** What is taken back while a turn runs leaves a line. */
export const Withdrawn: Story = {
	play: async (context) => {
		const { canvasElement, userEvent } = context;
		const canvas = within(canvasElement);
		await send(canvasElement, ["Tidy up", "And the docs"])?.(context);
		await userEvent.click(await canvas.findByRole("button", { name: "Remove “And the docs” from queue" }));
		const line = await within(canvas.getByRole("log")).findByText("And the docs");
		await expect(line.closest("article")?.getBoundingClientRect().height).toBeLessThan(40);
		await expect(await canvas.findByText("Removed")).toBeVisible();
	},
};
export const Interrupted: Story = {
	play: async (context) => {
		const { canvasElement, userEvent } = context;
		const canvas = within(canvasElement);
		await send(canvasElement, ["Tidy up"])?.(context);
		await userEvent.selectOptions(
			await canvas.findByRole("combobox", { name: "While the agent is working" }),
			"interrupt",
		);
		await send(canvasElement, ["Fix the build first"])?.(context);
		await expect(await canvas.findByText("Stopped by Ada for “Fix the build first”")).toBeVisible();
	},
};
/** Collects the copies of queued prompts that move to the timeline. */
function watchMoves(canvas: HTMLElement) {
	const moved: { readonly text: string; readonly from: number; readonly to: number }[] = [];
	const observer = new MutationObserver((records) => {
		for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
			if (!(node instanceof HTMLElement) || !node.matches(".wsc-queued-copy")) continue;
			const [animation] = node.getAnimations();
			const frames = (animation?.effect as KeyframeEffect | null)?.getKeyframes() ?? [];
			const [from = 0, to = 0] = frames.map(({ transform }) => Number(/, (-?[\d.]+)px\)/.exec(String(transform))?.[1]));
			moved.push({ text: node.textContent ?? "", from, to });
		}
	});
	observer.observe(canvas, { childList: true, subtree: true });
	return { moved, stop: () => observer.disconnect() };
}

/** A prompt that starts is seen on its way up to the timeline; one that is withdrawn just goes. */
export const Started: Story = {
	play: async (context) => {
		const { canvasElement, userEvent } = context;
		const canvas = within(canvasElement);
		await send(canvasElement, ["Tidy up", "one", "two"])?.(context);
		const { moved, stop } = watchMoves(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "Remove “two” from queue" }));
		await waitFor(() => expect(canvas.getByRole("region", { name: "1 queued" })).toBeVisible());
		await userEvent.click(canvas.getByRole("button", { name: "Stop" }));
		await waitFor(() => expect(canvas.queryByRole("region", { name: /queued/ })).not.toBeInTheDocument());
		await waitFor(() => expect(moved).toHaveLength(1));
		stop();
		await expect(moved[0]?.text).toContain("one");
		await expect(moved[0]?.to).toBeLessThan(moved[0]?.from ?? 0);
		await waitFor(() => expect(canvasElement.querySelector(".wsc-queued-copy")).toBeNull());
		await expect(canvas.getAllByRole("article", { name: "Prompt by Ada" }).at(-1)).toHaveTextContent("one");
	},
};

/** For people who prefer reduced motion it is just there. */
export const StartedWithoutMotion: Story = {
	tags: ["!dev", "!autodocs"],
	play: async (context) => {
		const { canvasElement, userEvent } = context;
		const canvas = within(canvasElement);
		const { matchMedia } = window;
		window.matchMedia = (query) => {
			const list = matchMedia.call(window, query);
			return query.includes("reduced-motion") ? Object.defineProperty(list, "matches", { value: true }) : list;
		};
		await send(canvasElement, ["Tidy up", "one"])?.(context);
		const { moved, stop } = watchMoves(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "Stop" }));
		await waitFor(() => expect(canvas.queryByRole("region", { name: /queued/ })).not.toBeInTheDocument());
		await waitFor(() => expect(canvas.getAllByRole("article", { name: "Prompt by Ada" })).toHaveLength(2));
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
		window.matchMedia = matchMedia;
		stop();
		await expect(moved).toHaveLength(0);
	},
};
