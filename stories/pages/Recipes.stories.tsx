import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor } from "storybook/test";
import {
	ApprovalDock,
	Composer,
	Participants,
	Timeline,
	ToolCallCard,
	type ToolCallCardProps,
	TurnStatus,
	Workspace,
	WorkspaceChat,
	WorkspaceProvider,
} from "../../src/index.ts";
import { runningTurn } from "../fixtures/runningTurn.ts";
import * as sample from "../fixtures/sampleItems.ts";
import { sampleTimeline } from "../fixtures/sampleTimeline.ts";
import { staticWorkspace } from "../fixtures/staticWorkspace.ts";
import { WorkspacePage } from "../fixtures/WorkspacePage.tsx";

const deployCall = { ...sample.commandCall, id: "call-deploy", toolCallId: "call-deploy", title: "deploy staging" };
const connect = staticWorkspace({
	items: sampleTimeline(sample.prompt, sample.message, sample.editCall, deployCall),
	turn: runningTurn,
	approvals: [sample.approval],
});

/** What hosts do most often, each in a few lines. `docs/customising.md` has the details. */
const meta: Meta = {
	title: "Recipes",
	parameters: { docs: { source: { type: "code" } } },
};

export default meta;

function Deploy(props: ToolCallCardProps) {
	const { title } = props.item;
	return title.startsWith("deploy") ? <strong>{`🚀 ${title}`}</strong> : <ToolCallCard {...props} />;
}

const components = { toolCall: { execute: Deploy } };

/** A card of your own for one kind of command; all others keep ours. */
export const ReplacedPart: StoryObj = {
	render: () => (
		<WorkspacePage connect={connect}>
			<WorkspaceChat workspaceId="acme/web" components={components} />
		</WorkspacePage>
	),
	play: async ({ canvas }) => {
		await expect(await canvas.findByText("🚀 deploy staging")).toBeInTheDocument();
	},
};

const labels = { send: "Go", emptyTitle: "Ask the release agent" };

/** Other texts, of which you give only those that differ. For another language, see `workspace-chat/locales/de`. */
export const ReplacedTexts: StoryObj = {
	render: () => (
		<WorkspacePage connect={staticWorkspace()}>
			<WorkspaceChat workspaceId="acme/web" labels={labels} />
		</WorkspacePage>
	),
};

/** Our parts in a layout of your own: permission requests beside the conversation. */
export const OwnLayout: StoryObj = {
	render: () => (
		<WorkspaceProvider connect={connect} storage={null}>
			<Workspace workspaceId="acme/web">
				<div
					style={{
						display: "grid",
						gridTemplateColumns: "1fr minmax(12rem, 24rem)",
						height: "36rem",
						background: "Canvas",
					}}
				>
					<div style={{ display: "flex", flexDirection: "column", minWidth: 0, minHeight: 0 }}>
						<Timeline />
						<TurnStatus />
						<Composer />
					</div>
					<aside style={{ display: "grid", alignContent: "start", gap: 12, padding: 12, minWidth: 0 }}>
						<Participants />
						<ApprovalDock />
					</aside>
				</div>
			</Workspace>
		</WorkspaceProvider>
	),
	play: async ({ canvas }) => {
		const aside = await canvas.findByRole("complementary");
		await waitFor(() => expect(aside).toHaveTextContent("git push"));
	},
};

/** Beside your own page, as narrow as a phone. The chat lays itself out by its own width, not the window's. */
export const BesideYourPage: StoryObj = {
	render: () => (
		<div style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) 22rem" }}>
			<main style={{ padding: 24, background: "Canvas", color: "CanvasText" }}>
				<h1>Your page</h1>
				<p>The chat keeps to its own box.</p>
			</main>
			<WorkspacePage connect={connect}>
				<WorkspaceChat workspaceId="acme/web" />
			</WorkspacePage>
		</div>
	),
};
