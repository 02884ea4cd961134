import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import type { ConnectWorkspace } from "../src/core/index.ts";
import { WorkspaceChat } from "../src/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada, session } from "./fixtures/people.ts";
import { refusePrompts } from "./fixtures/refusePrompts.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Unsent prompts",
	id: "unsent",
	tags: ["!autodocs"],
	component: WorkspaceChat,
	args: { workspaceId: "acme/web" },
	render: (args) => (
		<WorkspacePage connect={refusing()}>
			<WorkspaceChat {...args} />
		</WorkspacePage>
	),
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

const TOO_MANY = { code: "rate_limited", message: "Too many prompts.", hint: "Wait a minute." } as const;
/** The queue is empty here, so this reason is over as soon as it is shown. */
const QUEUE_FULL = { code: "queue_full", message: "The queue is full.", hint: "Remove a prompt, or wait." } as const;

/** As the actor says it, with the time to wait. */
const LIMITED = {
	code: "rate_limited",
	message: "The limit is 20 prompts per minute.",
	hint: "Try again in 48 s.",
	retryAfterMs: 48_000,
} as const;

function errorFor(text: string) {
	if (text.includes("later")) return QUEUE_FULL;
	return text.includes("too fast") ? LIMITED : TOO_MANY;
}

/**
 * A workspace that refuses all prompts: those with "later" in them because the queue was full, and those with "too fast"
 * for some time.
 */
function refusing(): () => ConnectWorkspace {
	const items = sampleTimeline({ ...sample.prompt, state: "done", result: sample.result }, sample.message);
	const connect = createMemoryWorkspace({ items, session, onPrompt: () => {} }).connect(ada);
	return () => refusePrompts(connect, errorFor);
}

async function send(canvasElement: HTMLElement, ...texts: readonly string[]) {
	const canvas = within(canvasElement);
	await canvas.findByText(/I found it/);
	const field = canvas.getByRole("textbox", { name: "Prompt" });
	for (const [index, text] of texts.entries()) {
		await userEvent.type(field, `${text}{Enter}`);
		await canvas.findByRole("region", { name: index === 0 ? "Not sent" : `${index + 1} not sent` });
	}
	return within(canvas.getByRole("region", { name: /not sent/i }));
}

const SEVERAL = [
	"Write the changelog",
	"And ask Cleo whether the inbox page needs the same, because it uploads files of its own and shows no error",
	"Run the whole suite later",
] as const;

export const One: Story = {
	play: async ({ canvasElement }) => {
		const tray = await send(canvasElement, SEVERAL[0]);
		await expect(tray.getByRole("alert")).toHaveTextContent("Too many prompts. Wait a minute.");
		await expect(tray.getByRole("button", { name: "Retry: “Write the changelog”" })).toBeEnabled();
	},
};
/** Nothing can be sent before the time that the workspace gave. */
export const Limited: Story = {
	play: async ({ canvasElement }) => {
		const tray = await send(canvasElement, "Was that too fast?");
		const retry = () => tray.getByRole("button", { name: "Retry: “Was that too fast?”" });
		await waitFor(() => expect(retry()).toHaveAttribute("aria-disabled", "true"));
		await expect(await tray.findByText(/^Retry in 4\ds$/)).toBeVisible();
	},
};
export const Several: Story = {
	play: async ({ canvasElement }) => {
		const tray = await send(canvasElement, ...SEVERAL);
		await expect(tray.getByRole("button", { name: "3 not sent" })).toHaveAttribute("aria-expanded", "false");
		await expect(tray.queryByRole("listitem")).not.toBeInTheDocument();
	},
};
export const SeveralPhone: Story = { tags: ["!dev", "!autodocs"], ...Several, ...atSize(375, 740) };

/** The reason of the last one is over. */
export const SeveralOpen: Story = {
	play: async ({ canvasElement }) => {
		const tray = await send(canvasElement, ...SEVERAL);
		await userEvent.click(tray.getByRole("button", { name: "3 not sent" }));
		const reasons = tray.getAllByRole("listitem").map((row) => row.querySelector(".wsc-unsent-reason")?.textContent);
		const tooMany = "Too many prompts. Wait a minute.";
		await expect(reasons).toEqual([tooMany, tooMany, "Ready to send"]);
	},
};
export const SeveralOpenPhone: Story = { tags: ["!dev", "!autodocs"], ...SeveralOpen, ...atSize(375, 740) };
