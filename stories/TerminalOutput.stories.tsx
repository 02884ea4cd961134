import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { TerminalOutput } from "../src/components/terminal-output/TerminalOutput.tsx";
import { ContentPage } from "./fixtures/ContentPage.tsx";
import { colors, fenced, long, progress, steering, testRun } from "./fixtures/outputSamples.ts";

const meta: Meta<typeof TerminalOutput> = {
	title: "Content/Terminal output",
	component: TerminalOutput,
	decorators: [
		(Story) => (
			<ContentPage>
				<Story />
			</ContentPage>
		),
	],
};

export default meta;
type Story = StoryObj<typeof TerminalOutput>;

export const TestRun: Story = { args: { text: testRun } };

export const TestRunDark: Story = { ...TestRun, globals: { colorScheme: "dark" } };

export const Colors: Story = { args: { text: colors } };

export const ColorsDark: Story = { ...Colors, globals: { colorScheme: "dark" } };

export const Progress: Story = { args: { text: progress } };

export const Fenced: Story = { args: { text: fenced } };

export const Long: Story = {
	args: { text: long },
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		const text = canvas.getByText(/line 801 of/);
		await expect(text.scrollTop + text.clientHeight).toBeCloseTo(text.scrollHeight, -1);
		await expect(canvas.queryByText(/line 800 of/)).toBeNull();
		await userEvent.click(canvas.getByRole("button", { name: "Show all 1,000 lines" }));
		await expect(canvas.getByText(/line 800 of/)).toBeVisible();
	},
};

export const Steering: Story = {
	args: { text: steering },
	play: async ({ canvasElement }) => {
		await expect(within(canvasElement).getByText("not a link kept")).toBeVisible();
		await expect(within(canvasElement).queryByRole("link")).toBeNull();
	},
};
