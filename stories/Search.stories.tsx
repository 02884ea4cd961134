import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { itemUrl } from "../src/components/link/itemLink.ts";
import { WorkspaceChat } from "../src/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { ada } from "./fixtures/people.ts";
import { message, prompt } from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

/** More than a page: only the last 50 are loaded at first. */
const items = sampleTimeline(
	...Array.from({ length: 120 }, (_, index) => {
		const text =
			index % 60 === 5 ? `The needle number ${index}.` : `Hay ${index}. ${"Word after word. ".repeat(index % 40)}`;
		const own = { id: `item-${index}`, turnId: `turn-${Math.floor(index / 2)}`, text };
		return index % 2 === 0 ? ({ ...prompt, ...own, clientId: own.id, state: "done" } as const) : { ...message, ...own };
	}),
);

const meta: Meta = {
	title: "WorkspaceChat/Search",
	id: "search",
	tags: ["!autodocs"],
	beforeEach: () => () => history.replaceState(null, "", location.href.split("#")[0]),
	render: () => {
		const workspace = createMemoryWorkspace({ items });
		return (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		);
	},
};

export default meta;
type Story = StoryObj;

/** The marked row, if it is visible. */
function marked(log: HTMLElement): HTMLElement | null {
	const row = log.querySelector<HTMLElement>("[aria-current]");
	if (!row) return null;
	const { top, bottom } = row.getBoundingClientRect();
	const box = log.getBoundingClientRect();
	return bottom > box.top && top < box.bottom ? row : null;
}

async function openSearch(canvasElement: HTMLElement) {
	const canvas = within(canvasElement);
	const log = await canvas.findByRole("log");
	await within(log).findByText(/^Hay 119/);
	await userEvent.click(canvas.getByRole("textbox", { name: "Prompt" }));
	await userEvent.keyboard("{Control>}f{/Control}");
	await waitFor(() => expect(canvas.getByRole("searchbox")).toHaveFocus());
	return {
		canvas,
		log,
		status: () => within(canvas.getByRole("searchbox").parentElement as HTMLElement).getByRole("status"),
	};
}

export const FindsTheNewestFirst: Story = {
	play: async ({ canvasElement }) => {
		const { log, status } = await openSearch(canvasElement);
		await userEvent.keyboard("hay 11");
		await expect(status()).toHaveTextContent("10 of 10 · older not searched");
		await waitFor(() => expect(marked(log)).toHaveTextContent("Hay 119"));
		await userEvent.keyboard("{Enter}{Enter}");
		await waitFor(() => expect(status()).toHaveTextContent("8 of 10"));
		await waitFor(() => expect(marked(log)).toHaveTextContent("Hay 117"));
		await userEvent.keyboard("{Shift>}{Enter}{/Shift}");
		await waitFor(() => expect(marked(log)).toHaveTextContent("Hay 118"));
	},
};

export const LoadsOlderPagesToFindMore: Story = {
	play: async ({ canvasElement }) => {
		const { canvas, log, status } = await openSearch(canvasElement);
		await userEvent.keyboard("NEEDLE");
		await expect(status()).toHaveTextContent("No results · older not searched");
		await userEvent.keyboard("{Enter}");
		await waitFor(() => expect(marked(log)).toHaveTextContent("The needle number 65."));
		await userEvent.keyboard("{Enter}");
		await waitFor(() => expect(marked(log)).toHaveTextContent("The needle number 5."));
		await waitFor(() => expect(status()).toHaveTextContent("1 of 2"));
		await userEvent.click(canvas.getByRole("button", { name: "Next result" }));
		await waitFor(() => expect(marked(log)).toHaveTextContent("The needle number 65."));
	},
};

export const RestoresTheFocus: Story = {
	play: async ({ canvasElement }) => {
		const { canvas, log } = await openSearch(canvasElement);
		await userEvent.keyboard("hay 11");
		await waitFor(() => expect(marked(log)).not.toBeNull());
		await userEvent.keyboard("{Escape}");
		await waitFor(() => expect(canvas.queryByRole("searchbox")).not.toBeInTheDocument());
		await expect(canvas.getByRole("textbox", { name: "Prompt" })).toHaveFocus();
		await waitFor(() => expect(marked(log)).toBeNull());
	},
};

/** A page that is opened with a link to an item loads older pages until the item is there. */
export const OpensAtAnItem: Story = {
	beforeEach: () => history.replaceState(null, "", itemUrl("memory", "item-3")),
	play: async ({ canvasElement }) => {
		const log = await within(canvasElement).findByRole("log");
		await waitFor(() => expect(marked(log)).toHaveTextContent("Hay 3."));
	},
};

/** No pages are loaded for an item that does not exist. */
export const OpensAtAMissingItem: Story = {
	beforeEach: () => history.replaceState(null, "", itemUrl("memory", "gone")),
	play: async ({ canvasElement }) => {
		const log = await within(canvasElement).findByRole("log");
		await within(log).findByText(/^Hay 119/);
		await expect(marked(log)).toBeNull();
	},
};
