import { act, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { transcriptMarkdown } from "../../src/components/transcript/transcriptMarkdown.ts";
import { english } from "../../src/index.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const session = { agent: "claude", agents: ["claude", "codex"] };

test("an owner changes the agent, and the timeline says so", async () => {
	const { workspace } = renderWorkspaceChat({ session });
	await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Agent" }), "Codex");
	expect(await screen.findByText(/changed the agent from Claude to Codex/)).toBeVisible();
	expect(workspace.get().session?.agent).toBe("codex");
});

test("what the agent before has said keeps its name, on the screen and in the transcript", async () => {
	const items = sampleTimeline(sample.prompt, sample.message);
	renderWorkspaceChat({ session, items });
	await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Agent" }), "Codex");
	await screen.findByText(/changed the agent/);
	expect(screen.getByRole("heading", { name: "Answer by Claude" })).toBeInTheDocument();
	expect(screen.getByRole("article", { name: "Answer by Claude" })).toBeInTheDocument();
	expect(screen.queryByText("Codex", { selector: "h3" })).not.toBeInTheDocument();

	const event = { ...sample.event, event: { type: "agent_changed", from: "claude", to: "codex" } } as const;
	const later = sampleTimeline(
		sample.prompt,
		sample.message,
		event,
		{ ...sample.prompt, id: "prompt-2", turnId: "turn-2" },
		{
			...sample.message,
			id: "message-2",
			turnId: "turn-2",
		},
	);
	const markdown = transcriptMarkdown(later, english, "codex");
	expect(markdown.match(/^## .+$/gm)).toEqual(["## Ada", "## Claude", "## Ada", "## Codex"]);
});

test("nobody changes it during a turn, and the reason is said", async () => {
	const { workspace } = renderWorkspaceChat({ session });
	const select = await screen.findByRole("combobox", { name: "Agent" });
	act(() => workspace.apply({ kind: "turn", turn: { id: "turn-1", promptId: "p", startedAt: 1, state: "running" } }));
	await waitFor(() => expect(select).toBeDisabled());
	expect(select).toHaveAccessibleDescription("The agent can’t be changed while it works.");
});

test.each([
	["an editor", session, ["sync", "getHistory", "prompt", "restartSession"] as const],
	["a workspace with one agent", { agent: "claude" }, undefined],
])("%s has no choice", async (_name, given, allowed) => {
	renderWorkspaceChat({ session: given, allowed });
	expect(await screen.findByText("Claude")).toBeInTheDocument();
	expect(screen.queryByRole("combobox", { name: "Agent" })).not.toBeInTheDocument();
});
