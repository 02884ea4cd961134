import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, test } from "vitest";
import type { ActionName } from "../../src/protocol/index.ts";
import type { TurnScript } from "../../src/testing/index.ts";
import { createStorage } from "../core/createStorage.ts";
import { renderWorkspaceChat, type WorkspaceChatOptions } from "./renderWorkspaceChat.tsx";

const untilStopped: TurnScript = (_, agent) => agent.wait(600_000);
const inStep: TurnScript = async ({ text }, agent) => {
	if (text !== "busy") return;
	agent.callTool({ toolCallId: "1", title: "A step", status: "in_progress" });
	await agent.wait(600_000);
};

const field = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Prompt" });
const rows = () => within(screen.getByRole("region", { name: /queued/ })).getAllByRole("listitem");
const texts = () => rows().map((row) => row.querySelector(".wsc-queued-text")?.textContent);

// The parts of the queue come when they are first needed: here they are there before.
beforeAll(() => import("../../src/components/queue/QueueDock.tsx"));

/** At once, and not letter by letter. */
function write(element: HTMLElement, text: string, key: { readonly key: string; readonly ctrlKey?: boolean }) {
	fireEvent.change(element, { target: { value: text } });
	fireEvent.keyDown(element, key);
}

const ENTER = { key: "Enter" };

/** A workspace in which a turn runs, and what waits behind it. */
async function renderBusy(waiting: readonly string[], options: WorkspaceChatOptions = {}) {
	const chat = renderWorkspaceChat({ onPrompt: untilStopped, ...options });
	for (const text of ["busy", ...waiting]) write(await field(), text, ENTER);
	await screen.findByRole("button", { name: "Stop" });
	if (waiting.length > 0) await screen.findByRole("button", { name: `Edit “${waiting.at(-1)}”` });
	return chat;
}

describe("a queued prompt", () => {
	test("is edited in place: Enter saves and returns the focus", async () => {
		const { user } = await renderBusy(["one", "two"]);
		await user.click(screen.getByRole("button", { name: "Edit “one”" }));
		const edited = screen.getByRole("textbox", { name: "Edit “one”" });
		expect(edited).toHaveFocus();
		write(edited, "first\nof all", ENTER);
		await waitFor(() => expect(screen.getByRole("button", { name: /^Edit “first/ })).toHaveFocus());
		expect(texts()).toEqual(["first\nof all", "two"]);
	});

	test("is unchanged after Escape, which returns the focus", async () => {
		const { user } = await renderBusy(["one"]);
		await user.click(screen.getByRole("button", { name: "Edit “one”" }));
		write(screen.getByRole("textbox", { name: "Edit “one”" }), "something else", { key: "Escape" });
		await waitFor(() => expect(screen.getByRole("button", { name: "Edit “one”" })).toHaveFocus());
		expect(texts()).toEqual(["one"]);
		expect(await field()).toHaveValue("");
	});

	test("has buttons whose names are short and end with a whole character", async () => {
		const start = "x".repeat(59);
		await renderBusy([`${start}👍 and more`, "last"]);
		for (const name of [`Edit “${start}…”`, `Remove “${start}…” from queue`]) {
			expect(screen.getByRole("button", { name })).toBeVisible();
		}
	});

	test("shows why it cannot be saved, and keeps the typed text", async () => {
		const { user } = await renderBusy(["one"]);
		await user.click(screen.getByRole("button", { name: "Edit “one”" }));
		write(screen.getByRole("textbox", { name: "Edit “one”" }), " ", ENTER);
		expect(await screen.findByRole("alert")).toHaveTextContent("The prompt is empty.");
		expect(screen.getByRole("textbox", { name: "Edit “one”" })).toHaveValue(" ");
	});

	test("that starts while it is edited moves the typed text to the composer", async () => {
		const { user, workspace } = await renderBusy(["one"]);
		await user.click(screen.getByRole("button", { name: "Edit “one”" }));
		fireEvent.change(screen.getByRole("textbox", { name: "Edit “one”" }), { target: { value: "half a thought" } });
		const [prompt] = workspace.get().queue;
		if (prompt) workspace.apply({ kind: "item", item: { ...prompt, state: "running" } });
		await waitFor(async () => expect(await field()).toHaveValue("half a thought"));
	});

	test("is moved by button or Alt and an arrow, keeps the focus, and announces its position", async () => {
		const { user } = await renderBusy(["one", "two", "three"]);
		const up = screen.getByRole("button", { name: "Move up: “three”" });
		await user.click(up);
		await waitFor(() => expect(texts()).toEqual(["one", "three", "two"]));
		await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
		await waitFor(() => expect(texts()).toEqual(["three", "one", "two"]));
		expect(up).toHaveFocus();
		expect(up).toHaveAttribute("aria-disabled", "true");
		expect(screen.getByText("Moved to 1 of 3")).toHaveAttribute("role", "status");
		await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
		await waitFor(() => expect(texts()).toEqual(["one", "three", "two"]));
	});

	test("of another person can only be changed by an owner", async () => {
		const { user, workspace } = await renderBusy(["one", "two"]);
		const [mine] = workspace.get().queue;
		const ben = { userId: "ben", name: "Ben" };
		if (mine)
			workspace.apply({ kind: "item", item: { ...mine, id: "of-ben", clientId: "of-ben", by: ben, text: "of Ben" } });
		await user.click(await screen.findByRole("button", { name: "Edit “of Ben”" }));
		write(screen.getByRole("textbox", { name: "Edit “of Ben”" }), "better", ENTER);
		expect(await screen.findByText("Edited by Ada")).toBeVisible();
	});
});

describe("sending while a turn runs", () => {
	const choice = () => screen.findByRole("combobox", { name: "While the agent is working" });

	test("interrupts it if chosen, and the timeline shows the prompt that stopped it", async () => {
		const { user } = await renderBusy([]);
		await user.selectOptions(await choice(), "interrupt");
		fireEvent.change(await field(), { target: { value: "this instead" } });
		await user.click(screen.getByRole("button", { name: "Interrupt: Stop and send" }));
		expect(await screen.findByText("Stopped by Ada for “this instead”")).toBeVisible();
		await waitFor(() => expect(screen.getAllByRole("article")).toHaveLength(2));
	});

	test("steers with Ctrl+Enter: the prompt is first in the queue until the step ends", async () => {
		const { workspace } = await renderBusy(["one"], { onPrompt: inStep });
		write(await field(), "this way", { ...ENTER, ctrlKey: true });
		await screen.findByText("Next up");
		expect(texts()).toEqual(["this way", "one"]);
		expect(workspace.get().turn).toMatchObject({ state: "running" });
	});

	test("explains the chosen mode in the empty field", async () => {
		const { user } = await renderBusy([]);
		const says = (words: string) => waitFor(async () => expect(await field()).toHaveAttribute("placeholder", words));
		await says("Queue a follow-up…");
		await user.selectOptions(await choice(), "steer");
		await says("Steer the agent…");
		await user.selectOptions(await choice(), "interrupt");
		await says("Ask for something else…");
	});

	test("keeps the choice over a reload", async () => {
		const storage = createStorage();
		const first = await renderBusy([], { props: { storage } });
		await first.user.selectOptions(await choice(), "steer");
		first.unmount();
		await renderBusy([], { props: { storage } });
		expect(await choice()).toHaveValue("steer");
	});

	test("interrupts one turn only, then restores the earlier choice", async () => {
		const storage = createStorage();
		const { user, unmount } = await renderBusy([], { props: { storage } });
		await user.selectOptions(await choice(), "steer");
		await user.selectOptions(await choice(), "interrupt");
		fireEvent.change(await field(), { target: { value: "this instead" } });
		await user.click(await screen.findByRole("button", { name: "Interrupt: Stop and send" }));
		await waitFor(async () => expect(await choice()).toHaveValue("steer"));
		await user.selectOptions(await choice(), "interrupt");
		unmount();
		await renderBusy([], { props: { storage } });
		expect(await choice()).toHaveValue("steer");
	});

	test("does not interrupt a later turn than the one it was chosen for", async () => {
		const { user } = await renderBusy(["next"]);
		await user.selectOptions(await choice(), "interrupt");
		await user.click(screen.getByRole("button", { name: "Stop" }));
		await screen.findByText("Stopped by Ada");
		await waitFor(async () => expect(await choice()).toHaveValue("queue"));
	});

	test("offers no choice to users who may not stop turns", async () => {
		const allowed: readonly ActionName[] = ["sync", "prompt"];
		renderWorkspaceChat({ allowed, onPrompt: untilStopped });
		write(await field(), "busy", ENTER);
		await screen.findByRole("button", { name: "Queue: Add to queue" });
		expect(screen.queryByRole("combobox", { name: "While the agent is working" })).not.toBeInTheDocument();
	});
});
