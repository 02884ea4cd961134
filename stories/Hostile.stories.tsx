import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { hostileState } from "./fixtures/hostileState.ts";
import { RoomPage } from "./fixtures/RoomPage.tsx";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";

const meta: Meta = { title: "Hostile" };

export default meta;

/** Hostile content of an agent is shown as text. test/e2e/hostile.test.ts checks that nothing of it runs. */
export const EveryItem: StoryObj = {
	render: () => (
		<RoomPage connect={staticWorkspace(hostileState)}>
			<WorkspaceChat workspaceId="acme/web" />
		</RoomPage>
	),
	play: async ({ canvasElement }) => {
		await within(canvasElement).findAllByText(/out to run \[U\+202E\]fdp\.exe/);
		await expect(canvasElement.querySelector("script, iframe, object, embed, style, base, link, meta")).toBeNull();
	},
};
