import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import type { PromptItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace, type MemoryAgent } from "../src/testing/index.ts";
import { clickAnswer, findAnswer } from "./fixtures/clickAnswer.ts";
import { editAfterAsking, sayWords } from "./fixtures/editAfterAsking.ts";
import { ada, session } from "./fixtures/people.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

interface ConversationArgs {
	readonly onPrompt: (prompt: PromptItem, agent: MemoryAgent) => Promise<void>;
}

/** With a text before it that is longer than the window. */
async function editAfterLongText(prompt: PromptItem, agent: MemoryAgent): Promise<void> {
	agent.say("First a look at who calls it.\n\n- one more\n".repeat(12));
	await editAfterAsking(prompt, agent);
}

async function untilStopped(_: PromptItem, agent: MemoryAgent): Promise<void> {
	while (!agent.signal.aborted) await sayWords(agent, "And one more sentence. ");
}

const meta: Meta<ConversationArgs> = {
	title: "WorkspaceChat/Conversation",
	id: "conversation",
	tags: ["!autodocs"],
	args: { onPrompt: editAfterLongText },
	render: ({ onPrompt }) => {
		const workspace = createMemoryWorkspace({ onPrompt, session });
		return (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		);
	},
};

export default meta;
type Story = StoryObj<ConversationArgs>;

const distanceFromEnd = (log: HTMLElement) => log.scrollHeight - log.clientHeight - log.scrollTop;

/** The dock makes the timeline smaller, which still shows its end. */
export const AskedAndAllowed: Story = {
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await userEvent.type(await canvas.findByRole("textbox", { name: "Prompt" }), "Retry uploads{Enter}");
		const card = await canvas.findByRole("region", { name: /^Claude wants to edit/ });
		await within(card).findByText("src/upload.ts", { selector: ".wsc-diff *" });
		await waitFor(() => expect(distanceFromEnd(canvas.getByRole("log"))).toBeLessThanOrEqual(1));
		await clickAnswer(userEvent, canvasElement, "Allow");
		await expect(await canvas.findByText("It tries five times now.")).toBeVisible();
		await expect(canvas.getByRole("log")).toHaveTextContent("Allowed once by Ada");

		await userEvent.click(canvas.getByRole("button", { name: /Edit src\/upload\.ts/ }));
		await expect(await canvas.findByText("src/upload.ts", { selector: ".wsc-diff *" })).toBeVisible();
	},
};

/** The focus is not lost when the focused element is removed. */
export const AnsweredByKeyboard: Story = {
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		const field = await canvas.findByRole("textbox", { name: "Prompt" });
		await userEvent.type(field, "Retry uploads{Enter}");
		const allow = await findAnswer(canvasElement, "Allow");
		await userEvent.tab({ shift: true });
		while (document.activeElement !== allow) await userEvent.tab({ shift: true });
		await userEvent.keyboard("{Enter}");
		await waitFor(() => expect(allow).not.toBeInTheDocument());
		await expect(field).toHaveFocus();
	},
};

export const AskedAndRejected: Story = {
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await userEvent.type(await canvas.findByRole("textbox", { name: "Prompt" }), "Retry uploads{Enter}");
		await clickAnswer(userEvent, canvasElement, "Reject");
		await expect(await canvas.findByText("As you wish, nothing was changed.")).toBeVisible();
	},
};

export const Stopped: Story = {
	args: { onPrompt: untilStopped },
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await userEvent.type(await canvas.findByRole("textbox", { name: "Prompt" }), "Tell me everything{Enter}");
		await userEvent.click(await canvas.findByRole("button", { name: "Stop" }));
		await waitFor(() => expect(canvas.getByRole("log")).toHaveTextContent("Stopped"));
		await expect(canvas.queryByRole("button", { name: /^Stop(ping.*)?$/ })).not.toBeInTheDocument();
	},
};
