import { render, screen } from "@testing-library/react";
import { createRef } from "react";
import { expect, test } from "vitest";
import { CurrentPrompt } from "../../src/components/timeline/TimelineParts.tsx";
import { Workspace, WorkspaceProvider } from "../../src/index.ts";
import type { PromptItem } from "../../src/protocol/index.ts";
import { note, prompt } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { staticWorkspace } from "../../stories/fixtures/staticWorkspace.ts";

const file = { id: "plan", name: "plan.md", mimeType: "text/markdown", size: 2_048, uri: "attachment:plan" };

test.each<[string, Partial<PromptItem>, RegExp]>([
	["its text", { text: "Fix the upload", attachments: [file] }, /: ?Fix the upload$/],
	["its files", { text: "", attachments: [file] }, /: ?plan\.md$/],
	["the notes that it quotes", { text: "", notes: [{ ...note, text: "Mind the limit" }] }, /: ?Mind the limit$/],
])("the line above a turn names its prompt by %s", async (_, change, name) => {
	render(
		<WorkspaceProvider connect={staticWorkspace({ items: sampleTimeline({ ...prompt, ...change }) })} storage={null}>
			<Workspace workspaceId="memory">
				<CurrentPrompt id={prompt.id} lineRef={createRef()} onShow={() => {}} />
			</Workspace>
		</WorkspaceProvider>,
	);
	expect(await screen.findByRole("button", { name })).toBeInTheDocument();
});
