import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import type { KeyValueStorage } from "../src/core/index.ts";
import { WorkspaceChat } from "../src/index.ts";
import { ACTION_NAMES, LIMITS } from "../src/protocol/index.ts";
import { ada, ben } from "./fixtures/people.ts";
import { sampleFile, samplePicture } from "./fixtures/sampleFiles.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { uploadingWorkspace } from "./fixtures/uploadingWorkspace.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Attachments",
	id: "attachments",
	tags: ["!autodocs"],
	component: WorkspaceChat,
	args: { workspaceId: "acme/web", connect: uploadingWorkspace() },
	render: ({ connect = uploadingWorkspace(), storage, ...args }) => (
		<WorkspacePage connect={connect} storage={storage}>
			<WorkspaceChat {...args} />
		</WorkspacePage>
	),
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

async function attach(canvasElement: HTMLElement, ...files: readonly File[]) {
	const canvas = within(canvasElement);
	await canvas.findByRole("button", { name: "Attach files" });
	const input = canvas.getByLabelText<HTMLInputElement>("Attach files", { selector: "input" });
	await userEvent.upload(input, [...files]);
	return canvas;
}

export const Ready: Story = {
	play: async ({ canvasElement }) => {
		const canvas = await attach(canvasElement, await samplePicture(), sampleFile("failed-uploads.log", 48_213));
		await userEvent.type(canvas.getByRole("textbox", { name: "Prompt" }), "The dialog looks like this when it fails.");
		await waitFor(() => {
			for (const item of within(canvas.getByRole("list", { name: "Attached files" })).getAllByRole("listitem"))
				expect(item).toHaveAttribute("data-status", "ready");
		});
		const list = within(canvas.getByRole("list", { name: "Attached files" }));
		await expect(list.getByRole("presentation")).toHaveAttribute("src", expect.stringMatching(/^data:image\//));
	},
};
/** Two files are side by side, on the narrowest page too. */
export const Narrow: Story = {
	tags: ["!dev", "!autodocs"],
	decorators: [
		(Story) => (
			<div style={{ inlineSize: 320, minBlockSize: "100vh" }}>
				<Story />
			</div>
		),
	],
	play: async ({ canvasElement }) => {
		const canvas = await attach(canvasElement, await samplePicture(), sampleFile("failed-uploads.log", 48_213));
		const list = within(await canvas.findByRole("list", { name: "Attached files" }));
		await waitFor(() => {
			for (const item of list.getAllByRole("listitem")) expect(item).toHaveAttribute("data-status", "ready");
		});
		const tops = list.getAllByRole("listitem").map((item) => item.getBoundingClientRect().top);
		await expect(new Set(tops).size).toBe(1);
	},
};

export const Uploading: Story = {
	play: async ({ canvasElement }) => {
		const canvas = await attach(canvasElement, sampleFile("slow-trace.json", 2_400_000), await samplePicture());
		await waitFor(() => expect(canvas.getByText(/^[1-9]\d?%$/)).toBeVisible());
		await userEvent.type(canvas.getByRole("textbox", { name: "Prompt" }), "What takes so long here?{Enter}");
		await expect(await canvas.findByText("Sends once files are uploaded")).toBeVisible();
	},
};

export const Failed: Story = {
	play: async ({ canvasElement }) => {
		const large = sampleFile("recording-of-the-whole-morning.mov", LIMITS.attachmentBytes + 1);
		const canvas = await attach(canvasElement, large, sampleFile("refused.txt", 12), sampleFile("notes.txt", 812));
		await waitFor(() => expect(canvas.getAllByRole("alert")).toHaveLength(2));
		await userEvent.type(canvas.getByRole("textbox", { name: "Prompt" }), "Look at these");
		await expect(canvas.getByRole("button", { name: "Send" })).toBeDisabled();
		await expect(canvas.getByRole("button", { name: "Retry" })).toBeVisible();
		await expect(canvas.getByText(/^Remove .* to send$/)).toBeVisible();
	},
};

/** An id that the workspace accepts. */
const idOf = (name: string) => name.replaceAll(".", "-");

/** What the browser has kept of a draft and its files. */
function leftDraft(): KeyValueStorage {
	const file = (name: string, size: number) => ({ id: idOf(name), name, mimeType: "text/plain", size });
	const left = new Map([
		["workspace-chat:draft:acme%2Fweb:ada", "Compare these two"],
		[
			"workspace-chat:files:acme%2Fweb:ada",
			JSON.stringify([file("kept-notes.md", 812), file("trace-of-the-night.json", 2_400_000)]),
		],
	]);
	return { getItem: (key) => left.get(key) ?? null, setItem: () => {}, removeItem: () => {} };
}

/** The workspace has the one file, and only a part of the other. */
export const AfterReload: Story = {
	args: { storage: leftDraft() },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(await canvas.findByText(/Attach the file again/)).toBeVisible();
		await expect(canvas.getByText("kept-notes.md")).toBeVisible();
		await expect(canvas.getByRole("textbox", { name: "Prompt" })).toHaveValue("Compare these two");
		await expect(canvas.queryByRole("button", { name: "Retry" })).not.toBeInTheDocument();
	},
};
export const Dropping: Story = {
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByRole("button", { name: "Attach files" });
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(sampleFile("notes.txt", 812));
		const chat = canvas.getByRole("region", { name: "Workspace chat" });
		chat.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true }));
		await expect(canvas.getByRole("form")).toHaveAttribute("data-dropping");
		await expect(await canvas.findByText("Drop files to attach")).toBeVisible();
	},
};
const files = ["upload-dialog.png", "failed-uploads.log", "a-name-that-is-much-longer-than-there-is-room-for-it.txt"];

export const Sent: Story = {
	play: async ({ canvasElement }) => {
		const attached = await Promise.all(
			files.map(async (name) => (name.endsWith(".png") ? samplePicture(name) : sampleFile(name, 48_213))),
		);
		const canvas = await attach(canvasElement, ...attached);
		await userEvent.type(
			canvas.getByRole("textbox", { name: "Prompt" }),
			"The dialog looks like this when it fails.{Enter}",
		);
		const bubble = await canvas.findByRole("article", { name: "Prompt by Ada" });
		await expect(await within(bubble).findByText("upload-dialog.png")).toBeVisible();
		await expect(within(bubble).getByRole("presentation")).toBeVisible();
	},
};
const log = { id: "log", name: "failed-uploads.log", mimeType: "text/plain", size: 48_213, uri: "attachment:log" };

/** Without a word, and by somebody else. */
export const OnlyFiles: Story = {
	args: {
		connect: staticWorkspace({
			items: [{ ...sample.prompt, by: ben, text: "", attachments: [log], state: "done", result: sample.result }],
			queue: [],
		}),
	},
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText("failed-uploads.log")).toBeVisible();
	},
};

export const NotAllowed: Story = {
	args: {
		connect: staticWorkspace({
			self: { ...ada, allowedActions: ACTION_NAMES.filter((name) => name !== "uploadAttachment") },
		}),
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByRole("textbox", { name: "Prompt" });
		// Until the workspace is loaded nobody knows what they may.
		await waitFor(() => expect(canvas.queryByRole("button", { name: "Attach files" })).not.toBeInTheDocument());
	},
};

/** A picture of a prompt opens over the page, and a text in the side panel. */
export const SentOpened: Story = {
	args: { panel: true },
	play: async ({ canvasElement }) => {
		const log = new File(["POST /upload 413\nPOST /upload 413\n"], "failed-uploads.log", { type: "text/plain" });
		const canvas = await attach(canvasElement, await samplePicture(), log);
		await userEvent.type(canvas.getByRole("textbox", { name: "Prompt" }), "What happens here?{Enter}");
		const bubble = within(await canvas.findByRole("article", { name: "Prompt by Ada" }));
		const picture = await bubble.findByRole("button", { name: /^upload-dialog\.png/ });
		picture.focus();
		await userEvent.keyboard("{Enter}");
		const dialog = await canvas.findByRole("dialog", { name: "upload-dialog.png" });
		const whole = within(dialog).getByRole<HTMLImageElement>("img", { name: "upload-dialog.png" });
		await waitFor(() => expect(whole.naturalWidth).toBe(640));
		await expect(whole.src).toMatch(/^blob:/);
		await userEvent.click(within(dialog).getByRole("button", { name: "Close" }));
		await waitFor(() => expect(canvas.queryByRole("dialog")).not.toBeInTheDocument());
		await expect(picture).toHaveFocus();
		await userEvent.click(bubble.getByRole("button", { name: /^failed-uploads\.log/ }));
		const file = await canvas.findByRole("region", { name: /failed-uploads\.log$/ });
		await waitFor(() => expect(file).toHaveTextContent("POST /upload 413"));
	},
};

export const SentPictureOpened: Story = {
	play: async ({ canvasElement }) => {
		const canvas = await attach(canvasElement, await samplePicture());
		await userEvent.type(canvas.getByRole("textbox", { name: "Prompt" }), "What happens here?{Enter}");
		const bubble = within(await canvas.findByRole("article", { name: "Prompt by Ada" }));
		await userEvent.click(await bubble.findByRole("button", { name: /^upload-dialog\.png/ }));
		const picture = await canvas.findByRole<HTMLImageElement>("img", { name: "upload-dialog.png" });
		await waitFor(() => expect(picture.naturalWidth).toBe(640));
	},
};
