import type { Meta, StoryObj } from "@storybook/react-vite";
import { SessionNotice } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { session } from "../fixtures/people.ts";

const meta: Meta<typeof SessionNotice> = {
	title: "Parts/SessionNotice",
	component: SessionNotice,
	decorators: [
		inPartPage({
			session: {
				...session,
				state: {
					status: "failed",
					error: { code: "agent_failed", message: "The agent crashed.", hint: "Retry to restart it." },
					retryAt: null,
				},
			},
		}),
	],
};

export default meta;
type Story = StoryObj<typeof SessionNotice>;

export const Failed: Story = {};
