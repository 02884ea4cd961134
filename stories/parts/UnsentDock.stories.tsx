import type { Meta, StoryObj } from "@storybook/react-vite";
import { useEffect } from "react";
import { expect } from "storybook/test";
import { UnsentDock, useWorkspaceStore } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";

/** Sends a prompt, which the static workspace refuses. */
function SendPrompt() {
	const store = useWorkspaceStore();
	useEffect(() => void store.prompt("Write the changelog").catch(() => {}), [store]);
	return null;
}

const meta: Meta<typeof UnsentDock> = {
	title: "Parts/UnsentDock",
	component: UnsentDock,
	decorators: [
		(Story) => (
			<>
				<SendPrompt />
				<Story />
			</>
		),
		inPartPage(),
	],
};

export default meta;

export const Refused: StoryObj<typeof UnsentDock> = {
	play: async ({ canvas }) => {
		await expect(await canvas.findByRole("region", { name: "Not sent" })).toBeVisible();
	},
};
