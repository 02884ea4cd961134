import type { Meta, StoryObj } from "@storybook/react-vite";
import type { CSSProperties } from "react";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import type { Participant } from "../../src/protocol/index.ts";
import { createMemoryWorkspace, type MemoryWorkspace } from "../../src/testing/index.ts";
import { clickAnswer } from "../fixtures/clickAnswer.ts";
import { editAfterAsking } from "../fixtures/editAfterAsking.ts";
import { ada, ben, session } from "../fixtures/people.ts";
import * as sample from "../fixtures/sampleItems.ts";
import { sampleTimeline } from "../fixtures/sampleTimeline.ts";
import { IntroductionPage } from "./IntroductionPage.tsx";

const meta: Meta = { title: "Introduction", parameters: { docs: { page: IntroductionPage } } };

export default meta;

const PANES: CSSProperties = {
	display: "grid",
	gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 20rem), 1fr))",
	gridAutoRows: "minmax(28rem, 1fr)",
	gap: 1,
	blockSize: "var(--story-height, 100vh)",
	overflow: "auto",
	background: "GrayText",
};

const SUGGESTIONS = ["Retry failed uploads", "Find out who calls uploadFile"];

interface WindowProps {
	readonly workspace: MemoryWorkspace;
	readonly person: Participant;
}

/** What one person sees. Both have the same workspace. */
function Window({ workspace, person }: WindowProps) {
	return (
		<section aria-label={`${person.name}’s window`} style={{ minInlineSize: 0, blockSize: "100%" }}>
			<WorkspaceProvider connect={() => workspace.connect(person)} storage={null}>
				<WorkspaceChat workspaceId="memory" labels={LABELS[person.name]} suggestions={SUGGESTIONS} />
			</WorkspaceProvider>
		</section>
	);
}

const LABELS: Readonly<Record<string, { readonly workspace: string }>> = {
	[ada.name]: { workspace: "Workspace chat, as Ada" },
	[ben.name]: { workspace: "Workspace chat, as Ben" },
};

const editor: Participant = { ...ben, role: "editor" };

/** Ada, who owns the workspace, and Ben, who may not allow what the agent asks for. Write in either window. */
export const TwoPeople: StoryObj = {
	name: "Two people",
	// The windows of two people, shown in one document.
	parameters: { a11y: { config: { rules: [{ id: "landmark-unique", enabled: false }] } } },
	render: () => {
		const workspace = createMemoryWorkspace({
			session,
			items: sampleTimeline(
				{ ...sample.prompt, state: "done", by: ben, text: "Who calls `uploadFile`?", result: sample.result },
				sample.searchCall,
				{ ...sample.message, text: "Two pages call it, `files.ts` and `inbox.ts`. **Neither reads the answer.**" },
			),
			onPrompt: editAfterAsking,
		});
		return (
			<div style={PANES}>
				<Window workspace={workspace} person={ada} />
				<Window workspace={workspace} person={editor} />
			</div>
		);
	},
	play: async ({ canvas, userEvent }) => {
		const [adas, bens] = [canvas.getByLabelText("Ada’s window"), canvas.getByLabelText("Ben’s window")];
		await userEvent.type(await within(bens).findByRole("textbox", { name: "Prompt" }), "Retry failed uploads{Enter}");
		const waiting = await within(bens).findByText("Waiting for Ada to approve");
		// The card fades in.
		await waitFor(() => expect(waiting).toBeVisible());
		await clickAnswer(userEvent, adas, "Allow");
		for (const window of [adas, bens]) {
			await within(window).findByText("It tries five times now.");
			await waitFor(() => expect(within(window).getByRole("log")).toHaveTextContent("Allowed once by Ada"));
		}
	},
};
