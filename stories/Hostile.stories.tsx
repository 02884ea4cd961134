import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { hostileState } from "./fixtures/hostileState.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

const meta: Meta = { title: "Tests/Hostile", tags: ["!dev", "!autodocs"] };

export default meta;

/** Hostile content of an agent is shown as text. test/e2e/hostile.test.ts checks that nothing of it runs. */
export const EveryItem: StoryObj = {
	render: () => (
		<WorkspacePage connect={staticWorkspace(hostileState)}>
			<WorkspaceChat workspaceId="acme/web" />
		</WorkspacePage>
	),
	play: async ({ canvasElement }) => {
		await within(canvasElement).findAllByText(/out to run \[U\+202E\]fdp\.exe/);
		await expect(canvasElement.querySelector("script, iframe, object, embed, style, base, link, meta")).toBeNull();
	},
};
