import type { Meta, StoryObj } from "@storybook/react-vite";
import { Participants } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { ada, ben, cleo } from "../fixtures/people.ts";

const meta: Meta<typeof Participants> = {
	title: "Parts/Participants",
	component: Participants,
	decorators: [inPartPage({ participants: [ada, ben, cleo] })],
};

export default meta;
type Story = StoryObj<typeof Participants>;

export const ThreePeople: Story = {};
export const AtMostTwo: Story = { args: { max: 2 } };
