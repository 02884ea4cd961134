import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { ConnectionBanner, Workspace } from "../../src/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { ada } from "../fixtures/people.ts";
import { WorkspacePage } from "../fixtures/WorkspacePage.tsx";

const meta: Meta<typeof ConnectionBanner> = {
	title: "Parts/ConnectionBanner",
	component: ConnectionBanner,
	decorators: [
		(Story) => {
			const workspace = createMemoryWorkspace();
			workspace.refuseConnections({ code: "unauthenticated", message: "You’re signed out.", hint: "Sign in again." });
			return (
				<WorkspacePage connect={() => workspace.connect(ada)}>
					<Workspace workspaceId="memory">
						<Story />
					</Workspace>
				</WorkspacePage>
			);
		},
	],
	parameters: { docs: { story: { height: "6rem" } } },
};

export default meta;

export const SignedOut: StoryObj<typeof ConnectionBanner> = {
	play: async ({ canvas }) => {
		await expect(await canvas.findByText(/Sign in again/)).toBeVisible();
	},
};
