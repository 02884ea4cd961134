import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { ada } from "./fixtures/people.ts";

/** A workspace that works on a prompt until it is stopped. */
function QueueRoom() {
	const workspace = createMemoryWorkspace({ onPrompt: (_, agent) => agent.wait(600_000) });
	const connect = () => workspace.connect(ada);
	return (
		<div style={{ blockSize: "100vh" }}>
			<WorkspaceChat workspaceId="memory" connect={connect} storage={null} />
		</div>
	);
}

const meta: Meta = { title: "Queue", render: () => <QueueRoom /> };

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
		const room = within(canvasElement);
		await send(canvasElement, ["Tidy up", "one", "two", "three"])?.(context);
		const up = await room.findByRole("button", { name: "Move up: “three”" });
		up.focus();
		await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
		const first = () => room.getAllByRole("listitem").map((row) => row.textContent);
		await waitFor(() =>
			expect(first().findIndex((text) => text?.includes("three"))).toBeLessThan(
				first().findIndex((text) => text?.includes("two")),
			),
		);
		await expect(up).toHaveFocus();
	},
};

/** The last of many opens in full: its row comes into the list's sight. */
export const EditedAtTheEnd: Story = {
	play: async (context) => {
		const { canvasElement, userEvent } = context;
		const room = within(canvasElement);
		const waiting = ["one", "two", "three", "four", "five", "six"];
		await send(canvasElement, ["Tidy up", ...waiting])?.(context);
		const edit = await room.findByRole("button", { name: "Edit “six”" });
		const list = edit.closest("ol");
		await userEvent.click(edit);
		const row = room.getByRole("textbox", { name: "Edit “six”" }).closest("li");
		await expect(list?.scrollHeight).toBeGreaterThan(list?.clientHeight ?? 0);
		const hidden = () => (row?.getBoundingClientRect().bottom ?? 0) - (list?.getBoundingClientRect().bottom ?? 0);
		await waitFor(() => expect(hidden()).toBeLessThanOrEqual(1));
	},
};
export const EditedAtTheEndOnAPhone: Story = { ...EditedAtTheEnd, globals: { viewport: { value: "mobile1" } } };

/** What is taken back while a turn runs leaves a line. */
export const Withdrawn: Story = {
	play: async (context) => {
		const { canvasElement, userEvent } = context;
		const room = within(canvasElement);
		await send(canvasElement, ["Tidy up", "And the docs"])?.(context);
		await userEvent.click(await room.findByRole("button", { name: "Withdraw “And the docs”" }));
		const line = await within(room.getByRole("log")).findByText("And the docs");
		await expect(line.closest("article")?.getBoundingClientRect().height).toBeLessThan(40);
		await expect(await room.findByText("Withdrawn")).toBeVisible();
	},
};
export const WithdrawnDark: Story = { ...Withdrawn, globals: { colorScheme: "dark" } };

export const Interrupted: Story = {
	play: async (context) => {
		const { canvasElement, userEvent } = context;
		const room = within(canvasElement);
		await send(canvasElement, ["Tidy up"])?.(context);
		await userEvent.selectOptions(await room.findByRole("combobox", { name: "While the agent works" }), "interrupt");
		await send(canvasElement, ["Fix the build first"])?.(context);
		await expect(await room.findByText("Stopped by Ada for “Fix the build first”")).toBeVisible();
	},
};
export const InterruptedDark: Story = { ...Interrupted, globals: { colorScheme: "dark" } };
