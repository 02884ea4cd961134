import type { Meta, StoryObj } from "@storybook/react-vite";
import { TypingLine } from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import { ada, ben, cleo } from "../fixtures/people.ts";

const typing = ({ userId }: { readonly userId: string }) =>
	({ userId, status: "here", typing: "prompt", itemId: null, path: null }) as const;

const participants = [ada, ben, cleo];

const meta: Meta<typeof TypingLine> = {
	title: "Parts/TypingLine",
	component: TypingLine,
};

export default meta;
type Story = StoryObj<typeof TypingLine>;

export const OnePerson: Story = {
	decorators: [inPartPage({ participants, presence: { revision: 1, people: [typing(ben)] } })],
};
export const TwoPeople: Story = {
	decorators: [inPartPage({ participants, presence: { revision: 1, people: [typing(ben), typing(cleo)] } })],
};
/** Its place is kept. */
export const Nobody: Story = {
	decorators: [inPartPage({ participants })],
};
