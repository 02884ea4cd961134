import type { Meta, StoryObj } from "@storybook/react-vite";
import { Avatar } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { ada, ben } from "../fixtures/people.ts";

const meta: Meta<typeof Avatar> = {
	title: "Parts/Avatar",
	component: Avatar,
	args: { person: ada },
	decorators: [inPartPage()],
};

export default meta;
type Story = StoryObj<typeof Avatar>;

export const Initials: Story = {};
export const AnotherPerson: Story = { args: { person: ben } };
