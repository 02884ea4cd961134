import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { samplePicture } from "./fixtures/sampleFiles.ts";
import { uploadingWorkspace } from "./fixtures/uploadingWorkspace.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Paste",
	id: "paste",
	tags: ["!autodocs"],
	component: WorkspaceChat,
	args: { workspaceId: "acme/web" },
	render: (args) => (
		<WorkspacePage connect={uploadingWorkspace()}>
			<WorkspaceChat {...args} />
		</WorkspacePage>
	),
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

async function paste(canvasElement: HTMLElement, text: string, ...files: readonly File[]) {
	const canvas = within(canvasElement);
	await canvas.findByRole("button", { name: "Attach files" });
	const copied = new DataTransfer();
	copied.setData("text/plain", text);
	for (const file of files) copied.items.add(file);
	await userEvent.click(canvas.getByRole("textbox", { name: "Prompt" }));
	await userEvent.paste(copied);
	return canvas;
}

/** As Excel copies cells: as text, and as a picture of them. */
export const PictureBesideText: Story = {
	play: async ({ canvasElement }) => {
		const canvas = await paste(canvasElement, "page\tfailed\nfiles\t12\ninbox\t3", await samplePicture("image.png"));
		await expect(await canvas.findByText("Also copied: image.png")).toBeVisible();
		await expect(canvas.getByRole("textbox", { name: "Prompt" })).toHaveValue("page\tfailed\nfiles\t12\ninbox\t3");
		await expect(canvas.getByRole("button", { name: "Attach" })).toBeEnabled();
	},
};
export const PictureBesideTextPhone: Story = { tags: ["!dev", "!autodocs"], ...PictureBesideText, ...atSize(375, 740) };

export const LongText: Story = {
	play: async ({ canvasElement }) => {
		const log = Array.from({ length: 150 }, (_, index) => `12:00:${index} POST /upload 502`).join("\n");
		const canvas = await paste(canvasElement, log);
		const files = within(await canvas.findByRole("list", { name: "Attached files" }));
		await expect(files.getByText("pasted-text.txt")).toBeVisible();
		await expect(canvas.getByRole("textbox", { name: "Prompt" })).toHaveValue("");
		await expect(files.getByRole("button", { name: /as text/i })).toBeEnabled();
	},
};
export const LongTextPhone: Story = { tags: ["!dev", "!autodocs"], ...LongText, ...atSize(375, 740) };
