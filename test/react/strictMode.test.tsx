import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { StrictMode } from "react";
import { expect, test } from "vitest";
import { WorkspaceChat } from "../../src/index.ts";
import { createMemoryWorkspace, type MemoryAgent, type MemoryWorkspaceOptions } from "../../src/testing/index.ts";
import { sampleFolder } from "../../stories/fixtures/sampleFolder.ts";
import { message } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { clickAnswer } from "../components/clickAnswer.ts";
import { countConnections } from "./countConnections.ts";

const push = { toolCallId: "push", title: "git push", toolKind: "execute" } as const;

/** The chat in StrictMode, where React mounts and renders everything twice. */
async function renderStrict(options: MemoryWorkspaceOptions = {}) {
	const workspace = createMemoryWorkspace(options);
	const { count, connect } = countConnections(workspace.connect({ userId: "ada", name: "Ada" }));
	const view = render(
		<StrictMode>
			<WorkspaceChat workspaceId="memory" connect={() => connect} storage={null} panel />
		</StrictMode>,
	);
	const field = await screen.findByRole("textbox", { name: "Prompt" });
	return { ...view, workspace, count, field, user: userEvent.setup() };
}

test("sends a prompt once, over one connection that closes when the chat unmounts", async () => {
	const { user, field, workspace, count, unmount } = await renderStrict();
	await user.type(field, "hello{Enter}");
	expect(await within(screen.getByRole("log")).findByText(/You said: hello/)).toBeVisible();
	expect(screen.getAllByText("hello")).toHaveLength(1);
	expect([...workspace.get().items.values()].filter(({ kind }) => kind === "prompt")).toHaveLength(1);
	expect(field).toHaveValue("");
	expect(count).toEqual({ made: 1, open: 1 });
	unmount();
	await waitFor(() => expect(count.open).toBe(0));
});

test("answers a permission request once, and the turn continues", async () => {
	const { user, field } = await renderStrict({
		async onPrompt(_, agent: MemoryAgent) {
			agent.say(`You chose ${await agent.requestPermission(push)}.`);
		},
	});
	await user.type(field, "ship it{Enter}");
	await screen.findByRole("region", { name: /wants to/ });
	await clickAnswer(user, "Allow");
	expect(await screen.findByText("You chose allow.")).toBeVisible();
	expect(screen.queryByRole("region", { name: /wants to/ })).not.toBeInTheDocument();
});

test("queues, edits and withdraws prompts, and stops the turn", async () => {
	const { user, field, workspace } = await renderStrict({ onPrompt: () => new Promise(() => {}) });
	for (const text of ["work", "first", "second"]) await user.type(field, `${text}{Enter}`);
	await user.click(await screen.findByRole("button", { name: /Edit “second”/ }));
	await user.keyboard("third{Enter}");
	await waitFor(() => expect(workspace.get().queue.map(({ text }) => text)).toEqual(["first", "third"]));
	expect(field).toHaveValue("");
	await user.click(screen.getByRole("button", { name: /Remove “first” from queue/ }));
	await waitFor(() => expect(workspace.get().queue.map(({ text }) => text)).toEqual(["third"]));
	await user.click(screen.getByRole("button", { name: "Stop" }));
	await waitFor(() => expect(workspace.get().queue).toEqual([]));
});

test("completes what is typed, and recalls earlier prompts with ↑", async () => {
	const { user, field } = await renderStrict({ session: { state: { status: "ready" } }, files: sampleFolder });
	await user.type(field, "look at @upload.ts");
	await screen.findByRole("option", { name: /upload\.ts/ });
	await user.keyboard("{Enter}");
	expect(field).toHaveValue("look at @src/upload.ts ");
	await user.keyboard("{Enter}");
	await waitFor(() => expect(field).toHaveValue(""));
	await user.keyboard("{ArrowUp}");
	expect(field).toHaveValue("look at @src/upload.ts ");
});

test("opens the search, finds a match, and restores the focus", async () => {
	const items = sampleTimeline(
		{ ...message, id: "one", text: "A needle here." },
		{ ...message, id: "two", text: "Hay." },
	);
	const { user, field } = await renderStrict({ items });
	await screen.findByText("Hay.");
	await user.click(field);
	await user.keyboard("{Control>}f{/Control}");
	await user.type(await screen.findByRole("searchbox"), "needle");
	expect(await screen.findByText(/1 of 1/)).toBeVisible();
	await user.keyboard("{Escape}");
	expect(screen.queryByRole("searchbox")).not.toBeInTheDocument();
	expect(field).toHaveFocus();
});

test("the panel opens a file of the sandbox", async () => {
	const { user } = await renderStrict({ session: { state: { status: "ready" } }, files: sampleFolder });
	await user.click(await screen.findByRole("button", { name: "Show files and processes" }));
	await user.click(await screen.findByRole("treeitem", { name: "README.md" }));
	expect(await screen.findByRole("region", { name: "README.md" })).toBeVisible();
});

test("reconnects after a lost connection and shows what happened meanwhile", async () => {
	const { workspace, count } = await renderStrict();
	await screen.findByText("What should we work on?");
	act(() => workspace.dropConnections());
	workspace.apply({ kind: "item", item: { ...message, text: "Meanwhile." } });
	act(() => workspace.restoreConnections());
	expect(await screen.findByText("Meanwhile.")).toBeVisible();
	expect(count.open).toBe(1);
});
