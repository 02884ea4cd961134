import type { Meta, StoryObj } from "@storybook/react-vite";
import { ErrorMessage } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";

const meta: Meta<typeof ErrorMessage> = {
	title: "Parts/ErrorMessage",
	component: ErrorMessage,
	args: {
		error: { code: "agent_failed", message: "The agent crashed.", hint: "Retry to restart it.", detail: "exit code 1" },
	},
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof ErrorMessage>;

export const Failed: Story = {};
export const Warning: Story = { args: { level: "warning" } };
