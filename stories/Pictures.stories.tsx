import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import type { ConnectWorkspace } from "../src/core/index.ts";
import { WorkspaceChat } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import type { ContentBlock, StoredContent, TimelineItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace, type NetworkConditions } from "../src/testing/index.ts";
import { ada } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Pictures of the agent",
	id: "pictures",
	tags: ["!autodocs"],
	component: WorkspaceChat,
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

/** A drawn picture as base64, too large to be part of its item. */
function draw(width: number, height: number, isTransparent = false): string {
	const canvas = document.createElement("canvas");
	canvas.width = width;
	canvas.height = height;
	const context = canvas.getContext("2d");
	if (!context) throw new Error("This browser does not draw.");
	const shade = context.createLinearGradient(0, 0, width, height);
	shade.addColorStop(0, "#2456d6");
	shade.addColorStop(1, "#8ab0ff");
	context.fillStyle = shade;
	if (!isTransparent) context.fillRect(0, 0, width, height);
	for (let dot = 0; dot < 900; dot++) {
		context.fillStyle = `hsl(${(dot * 47) % 360} 60% 50%)`;
		context.fillRect((dot * 97) % width, (dot * 61) % height, 3 + (dot % 7), 3 + (dot % 5));
	}
	return canvas.toDataURL("image/png").split(",")[1] ?? "";
}

function image(data: string, stored?: StoredContent): ContentBlock {
	return { type: "image", mimeType: "image/png", data, stored };
}

function answer(...blocks: readonly ContentBlock[]): readonly TimelineItem[] {
	const text = "The page looks like this now:";
	return [sample.prompt, { ...sample.message, id: "pictures", order: 2, text, blocks, open: false }];
}

function connectTo(items: readonly TimelineItem[], conditions?: NetworkConditions): () => ConnectWorkspace {
	const workspace = createMemoryWorkspace({ workspaceId: "acme/web", items });
	return () => workspace.connect({ ...ada, role: "owner" }, conditions);
}

function story(blocks: () => readonly ContentBlock[], conditions?: NetworkConditions): Story {
	return {
		render: (args) => (
			<WorkspacePage connect={connectTo(answer(...blocks()), conditions)}>
				<WorkspaceChat {...args} workspaceId="acme/web" />
			</WorkspacePage>
		),
	};
}

async function showsPictures(canvasElement: HTMLElement, sizes: readonly (readonly [number, number])[]) {
	const canvas = within(canvasElement);
	await waitFor(() => expect(canvas.getAllByRole("img", { name: "Image" })).toHaveLength(sizes.length));
	for (const [index, picture] of canvas.getAllByRole<HTMLImageElement>("img", { name: "Image" }).entries()) {
		await expect(picture.src).toMatch(/^blob:/);
		await waitFor(() => expect(picture.complete && picture.naturalWidth).toBe(sizes[index]?.[0]));
		const { width, height } = picture.getBoundingClientRect();
		const [naturalWidth = 1, naturalHeight = 1] = sizes[index] ?? [];
		// Never stretched, in neither direction.
		await expect(Math.abs(width / height - naturalWidth / naturalHeight)).toBeLessThan(0.1);
		await expect(width).toBeLessThanOrEqual(naturalWidth + 2);
	}
}

export const Loaded: Story = {
	...story(() => [image(draw(640, 400)), image(draw(120, 90, true))]),
	play: ({ canvasElement }) =>
		showsPictures(canvasElement, [
			[640, 400],
			[120, 90],
		]),
};
/** With bytes after its end, so that it is too large to be part of its item. */
function drawThin(width: number, height: number): string {
	return btoa(atob(draw(width, height)) + "\0".repeat(4_096));
}

/** Thin ones can be seen and opened, and take no more room than others. */
export const Thin: Story = {
	...story(() => [
		image(drawThin(4_000, 1)),
		image(drawThin(1, 4_000)),
		image(drawThin(1, 1)),
		image(draw(1, 1)),
		image(drawThin(900, 60)),
	]),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await waitFor(() => expect(canvas.getAllByRole("img", { name: "Image" })).toHaveLength(5));
		for (const picture of canvas.getAllByRole<HTMLImageElement>("img", { name: "Image" })) {
			await waitFor(() => expect(picture.complete && picture.naturalWidth).toBeGreaterThan(0));
			for (const element of [picture, picture.closest(".wsc-picture") ?? picture]) {
				const { width, height } = element.getBoundingClientRect();
				await expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
				await expect(height).toBeLessThanOrEqual(384);
			}
		}
	},
};

/** In its full size, over the page. */
export const Opened: Story = {
	...story(() => [image(draw(1600, 900))]),
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		const open = await canvas.findByRole("button", { name: "Open image" });
		await userEvent.click(open);
		const dialog = await canvas.findByRole("dialog", { name: "Image" });
		await expect(within(dialog).getByRole("button", { name: "Close" })).toHaveFocus();
		await expect(dialog.querySelector(".wsc-lightbox-mark")).toBeVisible();
		await userEvent.click(within(dialog).getByRole("button", { name: "Close" }));
		await waitFor(() => expect(canvas.queryByRole("dialog")).toBeNull());
		await expect(open).toHaveFocus();
		await userEvent.click(open);
		await canvas.findByRole("dialog", { name: "Image" });
	},
};

/** Its place is as large as the picture will be. */
export const Loading: Story = {
	...story(() => [image(draw(640, 400))], {
		call: (action) => (action === "readContent" ? { delayMs: 3_600_000 } : "deliver"),
	}),
	play: async ({ canvasElement }) => {
		const place = await within(canvasElement).findByText(/^Loading image, /);
		await waitFor(() => expect(place.parentElement?.getBoundingClientRect().width).toBeGreaterThan(300));
		await expect(within(canvasElement).queryByRole("img", { name: "Image" })).toBeNull();
	},
};
const notShown = () => [
	image("", { id: null, size: 12_400_000, width: 4_000, height: 3_000 }),
	image("", { id: "deleted", size: 800_000, width: 640, height: 400 }),
	image(btoa("not a picture ".repeat(600))),
	image("?".repeat(6_000)),
	image(""),
];

/** What cannot be shown is said in words, and no element is without its picture. */
export const NotShown: Story = {
	...story(notShown),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByText("Image too large to show: 12 MB");
		await canvas.findByText("Image no longer stored: 800 kB");
		await waitFor(() => expect(canvas.getAllByText(/data is damaged/)).toHaveLength(2));
		await expect(canvas.getByText("Image not loaded")).toBeVisible();
		await expect(canvas.queryByRole("img", { name: "Image" })).toBeNull();
	},
};
export const NotShownGerman: Story = {
	tags: ["!dev", "!autodocs"],
	render: (args) => (
		<WorkspacePage connect={connectTo(answer(...notShown()))}>
			<WorkspaceChat {...args} workspaceId="acme/web" labels={german} />
		</WorkspacePage>
	),
	play: async ({ canvasElement }) => {
		await within(canvasElement).findByText("Bild zu groß zum Anzeigen: 12 MB");
	},
};
