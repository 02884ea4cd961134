import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { notice, plan, prompt, result, thought, unknown } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const timeline = () => screen.getByRole("log", { name: "Timeline" });

test("an empty workspace shows what to do", async () => {
	renderWorkspaceChat();
	expect(await screen.findByText("What should we work on?")).toBeVisible();
	expect(screen.getByRole("textbox", { name: "Prompt" })).toBeEnabled();
});

test("a prompt is in the timeline with its author, followed by the answer", async () => {
	const { user } = renderWorkspaceChat({ onPrompt: async ({ text }, agent) => agent.say(`Reading ${text}`) });
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "the manual{Enter}");

	const answer = await screen.findByText("Reading the manual");
	const asked = screen.getByRole("article", { name: "Prompt by Ada" });
	expect(within(asked).getByText("the manual")).toBeVisible();
	expect(asked.compareDocumentPosition(answer)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
	expect(await screen.findByText("Done")).toBeVisible();
});

test("it uses the nearest provider if it has no source of its own", async () => {
	const workspace = createMemoryWorkspace();
	render(
		<WorkspaceProvider connect={() => workspace.connect({ userId: "ada", name: "Ada" })} storage={null}>
			<WorkspaceChat workspaceId="memory" />
		</WorkspaceProvider>,
	);
	expect(await screen.findByText("What should we work on?")).toBeVisible();
});

test.each([
	["too long", "x".repeat(129), /129 bytes long/],
	["empty", "", /0 bytes long/],
])("an id that is %s shows an error", (_, workspaceId, message) => {
	render(
		<WorkspaceChat
			workspaceId={workspaceId}
			connect={() => createMemoryWorkspace().connect({ userId: "ada", name: "Ada" })}
		/>,
	);
	expect(screen.getByRole("alert")).toHaveTextContent(message);
});

test("each kind of item is shown", async () => {
	renderWorkspaceChat({ items: sampleTimeline({ ...prompt, state: "done", result }, thought, plan, notice, unknown) });
	expect(await screen.findByRole("button", { name: "Thought for 6s" })).toHaveAttribute("aria-expanded", "false");
	expect(screen.getByRole("region", { name: "Plan" })).toHaveTextContent("1 of 3 done");
	expect(timeline()).toHaveTextContent("The agent crashed");
	expect(screen.getByRole("button", { name: "Unknown update: git_patch" })).toBeVisible();
	expect(timeline()).toHaveTextContent(/Done1m 34s2 files/);
});

test("a prompt that only waits for the agent is in the timeline, and the prompts after it are in the queue", async () => {
	const { workspace } = renderWorkspaceChat();
	await screen.findByText("What should we work on?");
	const queued = { ...prompt, turnId: null, state: "queued" } as const;
	workspace.apply({ kind: "item", item: { ...queued, text: "First" } });
	workspace.apply({ kind: "item", item: { ...queued, id: "second", clientId: "second", text: "Second" } });

	expect(await screen.findByRole("region", { name: "1 queued" })).toHaveTextContent("Second");
	expect(screen.getByRole("article", { name: "Prompt by Ada" })).toHaveTextContent("First");
});

test("a turn that was interrupted by a restart can be run again", async () => {
	const { user } = renderWorkspaceChat({
		items: sampleTimeline({ ...prompt, state: "interrupted" }, thought),
		onPrompt: async ({ text }, agent) => agent.say(`Once more: ${text.slice(0, 12)}`),
	});
	await user.click(await screen.findByRole("button", { name: "Retry" }));
	expect(await screen.findByText("Once more: Uploads fail")).toBeVisible();
});

test("every text can be replaced", async () => {
	renderWorkspaceChat({ props: { labels: { emptyTitle: "Noch nichts hier", composer: "Auftrag" } } });
	expect(await screen.findByText("Noch nichts hier")).toBeVisible();
	expect(screen.getByRole("textbox", { name: "Auftrag" })).toBeVisible();
});

test("participants are listed with name and role", async () => {
	renderWorkspaceChat();
	const people = await screen.findByRole("button", { name: "1 person here", expanded: false });
	fireEvent.click(people);
	expect(await screen.findByRole("list", { name: "1 person here" })).toHaveTextContent("Ada (you) Owner");
});
