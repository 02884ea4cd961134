import type { Meta, StoryObj } from "@storybook/react-vite";
import { Composer } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { session } from "../fixtures/people.ts";

const meta: Meta<typeof Composer> = {
	title: "Parts/Composer",
	component: Composer,
	decorators: [inPartPage({ session })],
};

export default meta;
type Story = StoryObj<typeof Composer>;

export const Ready: Story = {};
export const WithSuggestions: Story = {
	args: { suggestions: ["What is this project about?", "Find a bug in src/upload.ts"] },
};
