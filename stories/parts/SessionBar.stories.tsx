import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, within } from "storybook/test";
import { SessionBar } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { ada, ben, cleo, session } from "../fixtures/people.ts";

const meta: Meta<typeof SessionBar> = {
	title: "Parts/SessionBar",
	component: SessionBar,
	decorators: [
		inPartPage({
			session: { ...session, usage: { used: 24_000, size: 200_000, cost: { amount: 0.42, currency: "USD" } } },
			participants: [ada, ben, cleo],
		}),
	],
};

export default meta;
type Story = StoryObj<typeof SessionBar>;

export const Ready: Story = {};

/** Those who may rename the workspace press its title. */
export const Renaming: Story = {
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		const heading = await canvas.findByRole("heading");
		await userEvent.click(await within(heading).findByRole("button"));
		await expect(await canvas.findByRole("textbox", { name: "Title" })).toHaveFocus();
	},
};
