import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { Workspace, WorkspaceChat } from "../src/index.ts";
import { FilePanel, TerminalPanel } from "../src/panel.ts";
import { createMemoryWorkspace, type MemoryWorkspaceOptions } from "../src/testing/index.ts";
import { ada, session } from "./fixtures/people.ts";
import { sampleFolder } from "./fixtures/sampleFolder.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleProcesses } from "./fixtures/sampleProcesses.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Panel",
	id: "panel",
	tags: ["!autodocs"],
	component: WorkspaceChat,
	args: { workspaceId: "acme/web", panel: true, connect: connectTo({}) },
	render: ({ connect = connectTo({}), ...args }) => (
		<WorkspacePage connect={connect}>
			<WorkspaceChat {...args} />
		</WorkspacePage>
	),
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

/** A workspace of Ada's with a small project and what runs in it. */
function connectTo(options: MemoryWorkspaceOptions) {
	const items = sampleTimeline(sample.prompt, sample.readCall, sample.editCall, sample.message);
	const chosen = { items, session, files: sampleFolder, processes: sampleProcesses, ...options };
	const workspace = createMemoryWorkspace(chosen);
	return () => workspace.connect(ada);
}

async function openPanel(canvasElement: HTMLElement) {
	const canvas = within(canvasElement);
	await userEvent.click(await canvas.findByRole("button", { name: "Show files and processes" }));
	return within(await canvas.findByRole("complementary", { name: "Files and processes" }));
}

export const Closed: Story = {};

export const Files: Story = {
	play: async ({ canvasElement }) => {
		const panel = await openPanel(canvasElement);
		await userEvent.click(await panel.findByText("src"));
		await userEvent.click(await panel.findByText("upload.ts"));
		await expect(await panel.findByText(/Sends a file, again/)).toBeVisible();
		const file = panel.getByRole("group", { name: /upload\.ts/ });
		await waitFor(() => expect(file.querySelector('[data-code="keyword"]')).toBeVisible());
	},
};

/** Files and pages that the agent points to, and a file that it sent along. */
export const Resources: Story = {
	args: {
		connect: connectTo({
			items: sampleTimeline(sample.prompt, {
				...sample.message,
				text: "The pause grows in `src/upload.ts`; how others do it is in the guide.",
				blocks: [
					{ type: "resource_link", uri: "file:///workspace/src/upload.ts#L9", name: "src/upload.ts", size: 612 },
					{ type: "resource_link", uri: "file:///etc/hosts", name: "/etc/hosts", mimeType: "text/plain" },
					{
						type: "resource_link",
						uri: "https://example.com/retries",
						name: "A guide to retries",
						mimeType: "text/html",
					},
					{ type: "resource", uri: "file:///workspace/run/trace.zip", mimeType: "application/zip", blob: "UEsDBA==" },
					{ type: "resource", uri: "file:///workspace/notes.txt", mimeType: "text/plain", text: "Line one\nLine two" },
				],
			}),
		}),
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(await canvas.findByRole("link", { name: "A guide to retries" })).toBeVisible();
		await expect(canvas.getByRole("button", { name: "Save" })).toBeVisible();
		await userEvent.click(canvas.getByRole("button", { name: "src/upload.ts" }));
		await waitFor(() => expect(canvasElement.querySelector("[data-line='9']")).toBeVisible());
	},
};

export const LongFile: Story = {
	play: async ({ canvasElement }) => {
		const panel = await openPanel(canvasElement);
		await userEvent.click(await panel.findByText("server.log"));
		await userEvent.click(await panel.findByRole("button", { name: "Show more" }));
		await expect(await panel.findByText(/9000 GET/)).toBeInTheDocument();
	},
};

export const AtALine: Story = {
	args: {
		connect: connectTo({
			items: sampleTimeline(sample.prompt, { ...sample.readCall, locations: [{ path: "server.log", line: 9_000 }] }),
		}),
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: /^Read/ }));
		await userEvent.click(await canvas.findByRole("button", { name: "server.log:9000" }));
		await expect(await canvas.findByText(/9000 GET/)).toBeInTheDocument();
	},
};

export const NoText: Story = {
	play: async ({ canvasElement }) => {
		const panel = await openPanel(canvasElement);
		await userEvent.click(await panel.findByText("logo.png"));
		await expect(await panel.findByText(/Binary file/)).toBeVisible();
	},
};

export const NoSandbox: Story = {
	args: { connect: connectTo({ files: undefined, session: { ...session, state: { status: "offline" } } }) },
	play: async ({ canvasElement }) => {
		const panel = await openPanel(canvasElement);
		await expect(await panel.findByText(/The sandbox isn’t ready yet/)).toBeVisible();
	},
};

export const Processes: Story = {
	play: async ({ canvasElement }) => {
		const panel = await openPanel(canvasElement);
		await userEvent.click(panel.getByRole("tab", { name: "Processes" }));
		await expect(await panel.findByText(/ready in/)).toBeVisible();
	},
};

export const NoProcesses: Story = {
	args: { connect: connectTo({ processes: [] }) },
	play: async ({ canvasElement }) => {
		const panel = await openPanel(canvasElement);
		await userEvent.click(panel.getByRole("tab", { name: "Processes" }));
		await expect(await panel.findByText(/No background processes/)).toBeVisible();
	},
};

export const Narrow: Story = {
	tags: ["!dev", "!autodocs"],
	...Files,
	render: ({ connect = connectTo({}), ...args }) => (
		<div style={{ inlineSize: 375 }}>
			<WorkspacePage connect={connect}>
				<WorkspaceChat {...args} />
			</WorkspacePage>
		</div>
	),
};

/** The parts on their own, as a host may place them. */
export const PartsAlone: Story = {
	render: ({ connect = connectTo({}) }) => (
		<WorkspacePage connect={connect}>
			<Workspace workspaceId="acme/web">
				<div style={{ display: "grid", gridTemplateColumns: "1fr 1fr", blockSize: "100%" }}>
					<FilePanel location={{ path: "src/upload.ts", line: 8 }} />
					<TerminalPanel />
				</div>
			</Workspace>
		</WorkspacePage>
	),
};
