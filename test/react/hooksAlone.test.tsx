import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { StrictMode } from "react";
import { expect, test } from "vitest";
import {
	useActivity,
	useAnswerApproval,
	useApprovals,
	useMovePrompt,
	useQueue,
	Workspace,
	WorkspaceProvider,
} from "../../src/index.ts";
import type { ApprovalItem, PromptItem } from "../../src/protocol/index.ts";
import { createMemoryWorkspace, type MemoryWorkspaceOptions } from "../../src/testing/index.ts";
import { OwnComposer } from "../../stories/fixtures/OwnComposer.tsx";
import { OwnSearch } from "../../stories/fixtures/OwnSearch.tsx";
import { OwnStatus } from "../../stories/fixtures/OwnStatus.tsx";
import { sampleFolder } from "../../stories/fixtures/sampleFolder.ts";
import { message } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";

/** Ada's screen, built on the hooks alone. */
function renderOwn(options: MemoryWorkspaceOptions = {}) {
	const workspace = createMemoryWorkspace(options);
	const connect = workspace.connect({ userId: "ada", name: "Ada" });
	render(
		<StrictMode>
			<WorkspaceProvider connect={() => connect} storage={null}>
				<Workspace workspaceId="memory">
					<Activity />
					<Asked />
					<Waiting />
					<OwnSearch />
					<OwnStatus />
					<OwnComposer />
				</Workspace>
			</WorkspaceProvider>
		</StrictMode>,
	);
	return { workspace, user: userEvent.setup(), field: screen.getByRole("textbox", { name: "Prompt" }) };
}

function Activity() {
	return <output>{JSON.stringify(useActivity())}</output>;
}

function Asked() {
	return useApprovals().map((item) => <Answer key={item.id} item={item} />);
}

function Answer({ item }: { readonly item: ApprovalItem }) {
	const { canAnswer, run } = useAnswerApproval(item);
	return item.options.map(({ optionId, name }) => (
		<button key={optionId} type="button" disabled={!canAnswer} onClick={() => run(optionId)}>
			{name}
		</button>
	));
}

function Waiting() {
	const waiting = useQueue();
	return (
		<ol>
			{waiting.map((prompt) => (
				<Waits key={prompt.id} prompt={prompt} waiting={waiting} />
			))}
		</ol>
	);
}

function Waits({ prompt, waiting }: { readonly prompt: PromptItem; readonly waiting: readonly PromptItem[] }) {
	const { canMove, move } = useMovePrompt(prompt, waiting);
	return (
		<li>
			{prompt.text}
			<button type="button" disabled={!canMove(-1)} onClick={() => move(-1)}>{`Sooner: ${prompt.text}`}</button>
		</li>
	);
}

test("completes commands after a slash and files after an @", async () => {
	const commands = [{ name: "review", description: "Looks over the changes" }];
	const { user, field } = renderOwn({ session: { state: { status: "ready" }, commands }, files: sampleFolder });
	await screen.findByText("null");
	await user.type(field, "/re");
	await user.click(await screen.findByRole("button", { name: "/review Looks over the changes" }));
	expect(field).toHaveValue("/review ");
	await user.type(field, "@upload.ts");
	await screen.findByRole("button", { name: /upload\.ts/, pressed: true });
	await user.keyboard("{Enter}");
	expect(field).toHaveValue("/review @src/upload.ts ");
});

test("a command with a space in its name stays in the list while it is typed", async () => {
	const commands = [
		{ name: "mcp list", description: "Lists servers" },
		{ name: "model", description: "Chooses a model for list views" },
	];
	const { user, field } = renderOwn({ session: { state: { status: "ready" }, commands } });
	await screen.findByText("null");
	await user.type(field, "/mcp l");
	await screen.findByRole("button", { name: /mcp list/ });
	expect(screen.queryByRole("button", { name: /model/ })).not.toBeInTheDocument();
	await user.clear(field);
	await user.type(field, "/model l");
	expect(screen.queryByRole("button", { name: /Chooses/ })).not.toBeInTheDocument();
});

test("↑ recalls earlier prompts, and Escape restores the empty field", async () => {
	const { user, field } = renderOwn();
	await user.type(field, "first{Enter}");
	await user.type(field, "second{Enter}");
	await user.keyboard("{ArrowUp}{ArrowUp}");
	expect(field).toHaveValue("first");
	await user.keyboard("{Escape}");
	expect(field).toHaveValue("");
});

test("reports the activity of a turn, and answers a permission request", async () => {
	const { user, field } = renderOwn({
		async onPrompt(_, agent) {
			await agent.requestPermission({ toolCallId: "tests", title: "npm test", toolKind: "execute" });
			agent.callTool({ toolCallId: "tests", title: "npm test", toolKind: "execute", status: "in_progress" });
			await new Promise(() => {});
		},
	});
	await user.type(field, "test it{Enter}");
	expect(await screen.findByText('{"kind":"waiting"}')).toBeVisible();
	await user.click(screen.getByRole("button", { name: /^Allow/ }));
	expect(await screen.findByText('{"kind":"calling","title":"npm test"}')).toBeVisible();
	expect(screen.getByText(/^\d+ s$/)).toBeVisible();
});

test("moves queued prompts", async () => {
	const { user, field } = renderOwn({ onPrompt: () => new Promise(() => {}) });
	for (const text of ["work", "one", "two"]) await user.type(field, `${text}{Enter}`);
	await user.click(await screen.findByRole("button", { name: "Sooner: two" }));
	const texts = () => screen.getAllByRole("listitem").map(({ firstChild }) => firstChild?.textContent);
	await waitFor(() => expect(texts()).toEqual(["two", "one"]));
});

test("the search goes from match to match, loads older pages, and finds streamed text", async () => {
	const texts = ["An old needle.", ...Array.from({ length: 80 }, (_, index) => `Hay ${index}.`), "A new needle."];
	const items = sampleTimeline(...texts.map((text, index) => ({ ...message, id: `message-${index}`, text })));
	const { user, workspace } = renderOwn({ items });
	await user.type(screen.getByRole("searchbox", { name: "Search" }), "needle");
	expect(await screen.findByText("A new needle.")).toBeVisible();
	expect(screen.getByText("1 of 1")).toBeVisible();
	await user.click(screen.getByRole("button", { name: "Older" }));
	expect(await screen.findByText("An old needle.")).toBeVisible();
	expect(screen.getByRole("button", { name: "Older" })).toBeDisabled();
	workspace.apply({ kind: "item", item: { ...message, id: "newest", text: "One more needle." } });
	expect(await screen.findByText("1 of 3")).toBeVisible();
	await user.click(screen.getByRole("button", { name: "Newer" }));
	expect(await screen.findByText("A new needle.")).toBeVisible();
});
