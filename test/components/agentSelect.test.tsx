import { act, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const session = { agent: "claude", agents: ["claude", "codex"] };

test("an owner changes the agent, and the timeline says so", async () => {
	const { workspace } = renderWorkspaceChat({ session });
	await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Agent" }), "Codex");
	expect(await screen.findByText(/changed the agent from Claude to Codex/)).toBeVisible();
	expect(workspace.get().session?.agent).toBe("codex");
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
