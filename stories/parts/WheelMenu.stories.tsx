import type { Meta, StoryObj } from "@storybook/react-vite";
import { WheelMenu } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { ada, ben, session } from "../fixtures/people.ts";

const meta: Meta<typeof WheelMenu> = {
	title: "Parts/WheelMenu",
	component: WheelMenu,
	decorators: [inPartPage({ session, participants: [ada, ben] })],
};

export default meta;
type Story = StoryObj<typeof WheelMenu>;

export const NobodyHasIt: Story = {};
