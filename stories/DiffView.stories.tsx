import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { DiffView } from "../src/components/diff/DiffView.tsx";
import { ContentPage } from "./fixtures/ContentPage.tsx";
import { longFile, newFile, oldFile, unlike } from "./fixtures/diffSamples.ts";

const meta: Meta<typeof DiffView> = {
	title: "Content/Diff",
	component: DiffView,
	decorators: [
		(Story) => (
			<ContentPage>
				<Story />
			</ContentPage>
		),
	],
	args: { path: "src/upload.ts", oldText: oldFile, newText: newFile },
};

export default meta;
type Story = StoryObj<typeof DiffView>;

export const Changed: Story = {};

export const ChangedDark: Story = { globals: { colorScheme: "dark" } };

export const Fragment: Story = {
	args: { oldText: "const LIMIT = 25_000_000;\n", newText: "const LIMIT = 50_000_000;\n", firstLine: 4 },
};

export const NewFile: Story = { args: { oldText: null } };

export const DeletedFile: Story = { args: { newText: "" } };

export const Unchanged: Story = { args: { newText: oldFile } };

export const Long: Story = {
	args: { path: "src/values.ts", oldText: null, newText: longFile },
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await expect(canvas.getAllByRole("listitem")).toHaveLength(200);
		await userEvent.click(canvas.getByRole("button", { name: "Show all 600 lines" }));
		await expect(canvas.getAllByRole("listitem")).toHaveLength(600);
		await expect(canvas.getByRole("list")).toHaveFocus();
	},
};

export const GapExpanded: Story = {
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await userEvent.click(canvas.getByRole("button", { name: "Show 3 unchanged lines" }));
		await expect(canvas.getByText("const LIMIT = 25_000_000;")).toBeVisible();
		await expect(canvas.getByRole("list")).toHaveFocus();
	},
};

export const TooLarge: Story = {
	args: { path: "data/values.txt", oldText: unlike("left", 4_000), newText: unlike("right", 4_000) },
};
