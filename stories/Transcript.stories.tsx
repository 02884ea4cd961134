import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import { createMemoryWorkspace, type NetworkConditions } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { manyItems } from "./fixtures/manyItems.ts";
import { ada, session } from "./fixtures/people.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

/** Saving and printing the whole timeline, of which only the newest items are loaded. */
const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Save or print",
	tags: ["!autodocs"],
	component: WorkspaceChat,
	args: { workspaceId: "memory" },
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

const items = manyItems(300);

function inWorkspace(network?: NetworkConditions): Partial<Story> {
	return {
		render: (args) => {
			const workspace = createMemoryWorkspace({ items, session });
			return (
				<WorkspacePage connect={() => workspace.connect(ada, network)}>
					<WorkspaceChat {...args} />
				</WorkspacePage>
			);
		},
	};
}

async function openMenu(canvasElement: HTMLElement, name = "Save, print, replay") {
	const canvas = within(canvasElement);
	await userEvent.click(await canvas.findByRole("button", { name }));
	const menu = await canvas.findByRole("menu", { name });
	const choices = within(menu).getAllByRole("menuitem");
	await waitFor(() => expect(choices[0]).toHaveFocus());
	return { canvas, menu, choices };
}

export const Menu: Story = {
	...inWorkspace(),
	play: async ({ canvasElement }) => {
		const { choices } = await openMenu(canvasElement);
		await userEvent.keyboard("{ArrowDown}");
		await expect(choices[1]).toHaveFocus();
	},
};

export const OnAPhone: Story = {
	...inWorkspace(),
	...atSize(375, 667),
	play: async ({ canvasElement }) => {
		const { menu } = await openMenu(canvasElement);
		const { left, right } = menu.getBoundingClientRect();
		await expect(left).toBeGreaterThanOrEqual(0);
		await expect(right).toBeLessThanOrEqual(innerWidth);
	},
};

export const Reading: Story = {
	...inWorkspace({ call: (action) => (action === "getHistory" ? { delayMs: 3_600_000 } : "deliver") }),
	play: async ({ canvasElement }) => {
		const { canvas, choices } = await openMenu(canvasElement);
		await userEvent.click(choices[0] as HTMLElement);
		await expect(await canvas.findByText("Reading: 50 entries so far…")).toBeVisible();
		await expect(choices[0]).toHaveAttribute("aria-disabled", "true");
	},
};

/** What was read is played over the chat. Escape goes back to it. */
export const Replay: Story = {
	...inWorkspace(),
	play: async ({ canvasElement }) => {
		const { canvas, choices } = await openMenu(canvasElement);
		await userEvent.click(choices[3] as HTMLElement);
		const dialog = within(await canvas.findByRole("dialog", { name: "Replay" }));
		await expect(await dialog.findByText("Question 0")).toBeVisible();
		await expect(dialog.getByRole("button", { name: "Play" })).toHaveFocus();
		await userEvent.click(dialog.getByRole("button", { name: "75 prompts" }));
		await expect(dialog.getByText("Prompt: Question 4")).toBeVisible();
		await userEvent.click(dialog.getByRole("button", { name: "Close" }));
		await waitFor(() => expect(canvas.queryByRole("dialog")).toBeNull());
	},
};

export const ReplayOnAPhone: Story = {
	...inWorkspace(),
	...atSize(375, 667),
	play: async ({ canvasElement }) => {
		const { canvas, choices } = await openMenu(canvasElement);
		await userEvent.click(choices[3] as HTMLElement);
		const dialog = within(await canvas.findByRole("dialog", { name: "Replay" }));
		await expect(await dialog.findByText("Question 0")).toBeVisible();
	},
};

export const InGerman: Story = {
	...inWorkspace(),
	args: { labels: german },
	play: async ({ canvasElement }) => {
		const { choices } = await openMenu(canvasElement, "Speichern, drucken, abspielen");
		await expect(choices.map(({ textContent }) => textContent)).toEqual([
			"Als Markdown speichern",
			"Als JSON speichern",
			"Drucken …",
			"Wiedergabe",
		]);
	},
};
