import type { Meta, StoryObj } from "@storybook/react-vite";
import { UsageMeter } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { session } from "../fixtures/people.ts";

const meta: Meta<typeof UsageMeter> = {
	title: "Parts/UsageMeter",
	component: UsageMeter,
	decorators: [
		inPartPage({
			session: { ...session, usage: { used: 24_000, size: 200_000, cost: { amount: 0.42, currency: "USD" } } },
		}),
	],
};

export default meta;
type Story = StoryObj<typeof UsageMeter>;

export const OfTheContext: Story = {};
