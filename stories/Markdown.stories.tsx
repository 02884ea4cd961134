import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { Markdown } from "../src/components/markdown/Markdown.tsx";
import { ContentPage } from "./fixtures/ContentPage.tsx";
import { everything, halfWritten, hostile, rightToLeft, wide } from "./fixtures/markdownSamples.ts";

const meta: Meta<typeof Markdown> = {
	title: "Content/Markdown",
	component: Markdown,
	decorators: [
		(Story) => (
			<ContentPage>
				<Story />
			</ContentPage>
		),
	],
};

export default meta;
type Story = StoryObj<typeof Markdown>;

export const Everything: Story = { args: { text: everything } };

export const EverythingDark: Story = { ...Everything, globals: { colorScheme: "dark" } };

export const Wide: Story = { args: { text: wide } };

export const RightToLeft: Story = { args: { text: rightToLeft } };

export const Hostile: Story = {
	args: { text: hostile },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(canvas.queryAllByRole("img", { name: "" })).toHaveLength(0);
		const addresses = canvas.queryAllByRole("link").map((link) => link.getAttribute("href"));
		await expect(addresses).toEqual(["https://tracker.example/pixel.png?secret=1"]);
	},
};

export const HalfWritten: Story = {
	render: () => (
		<dl>
			{Object.entries(halfWritten).map(([name, text]) => (
				<div key={name} style={{ marginBlockEnd: "1rem" }}>
					<dt style={{ font: "500 0.75rem system-ui" }}>{name}</dt>
					<dd style={{ margin: 0 }}>
						<Markdown text={text} open />
					</dd>
				</div>
			))}
		</dl>
	),
};

export const CopiesCode: Story = {
	args: { text: "```sh\nnpm test\n```" },
	play: async ({ canvasElement, userEvent }) => {
		const copied: string[] = [];
		Object.defineProperty(navigator, "clipboard", {
			configurable: true,
			value: { writeText: async (text: string) => void copied.push(text) },
		});
		const button = within(canvasElement).getByRole("button", { name: "Copy" });
		await userEvent.click(button);
		await expect(await within(canvasElement).findByRole("button", { name: "Copied" })).toBeVisible();
		await expect(copied).toEqual(["npm test"]);
	},
};
