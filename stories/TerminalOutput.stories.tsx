import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { TerminalOutput } from "../src/components/terminal-output/TerminalOutput.tsx";
import { ContentPage } from "./fixtures/ContentPage.tsx";
import { colors, concealed, fenced, long, progress, redrawn, steering, testRun } from "./fixtures/outputSamples.ts";

const meta: Meta<typeof TerminalOutput> = {
	title: "Parts/TerminalOutput",
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

export const Colors: Story = { args: { text: colors } };

export const Progress: Story = { args: { text: progress } };

/** Programs that draw several lines again move the cursor up: the last state is shown. */
export const Redrawn: Story = {
	args: { text: redrawn },
	play: async ({ canvasElement }) => {
		await expect(canvasElement.querySelector("pre")?.textContent?.split("\n")).toHaveLength(4);
	},
};

/** What an agent wrote can be read, whatever its colours are. */
export const Concealed: Story = { args: { text: concealed } };

export const Fenced: Story = { args: { text: fenced } };

export const Long: Story = {
	args: { text: long },
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		const text = canvas.getByText(/line 801 of/).closest("pre");
		if (!text) throw new Error("The output is not in a box.");
		await expect(text.scrollTop + text.clientHeight).toBeCloseTo(text.scrollHeight, -1);
		await expect(canvas.queryByText(/line 800 of/)).toBeNull();
		await userEvent.click(canvas.getByRole("button", { name: "Show all 1,000 lines" }));
		await expect(canvas.getByText(/line 800 of/)).toBeVisible();
	},
};

export const Steering: Story = {
	args: { text: steering },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(canvas.getByText(/not a link/)).toBeVisible();
		await expect(canvas.getByRole("link")).toHaveAttribute("href", "https://example.com/report");
	},
};
