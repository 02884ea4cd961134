import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, test } from "vitest";
import type { ActionName } from "../../src/protocol/index.ts";
import type { TurnScript } from "../../src/testing/index.ts";
import { createStorage } from "../core/createStorage.ts";
import { type RoomOptions, renderRoom } from "./renderRoom.tsx";

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

/** A room in which a turn runs, and what waits behind it. */
async function renderBusy(waiting: readonly string[], options: RoomOptions = {}) {
	const room = renderRoom({ onPrompt: untilStopped, ...options });
	for (const text of ["busy", ...waiting]) write(await field(), text, ENTER);
	await screen.findByRole("button", { name: "Stop" });
	if (waiting.length > 0) await screen.findByRole("button", { name: `Edit “${waiting.at(-1)}”` });
	return room;
}

describe("a prompt that waits", () => {
	test("is edited in place: Enter saves, and the focus comes back", async () => {
		const { user } = await renderBusy(["one", "two"]);
		await user.click(screen.getByRole("button", { name: "Edit “one”" }));
		const edited = screen.getByRole("textbox", { name: "Edit “one”" });
		expect(edited).toHaveFocus();
		write(edited, "first\nof all", ENTER);
		await waitFor(() => expect(screen.getByRole("button", { name: /^Edit “first/ })).toHaveFocus());
		expect(texts()).toEqual(["first\nof all", "two"]);
	});

	test("stays as it is after Escape, and the focus comes back", async () => {
		const { user } = await renderBusy(["one"]);
		await user.click(screen.getByRole("button", { name: "Edit “one”" }));
		write(screen.getByRole("textbox", { name: "Edit “one”" }), "something else", { key: "Escape" });
		expect(screen.getByRole("button", { name: "Edit “one”" })).toHaveFocus();
		expect(texts()).toEqual(["one"]);
		expect(await field()).toHaveValue("");
	});

	test("says why it cannot be saved, and keeps what was typed", async () => {
		const { user } = await renderBusy(["one"]);
		await user.click(screen.getByRole("button", { name: "Edit “one”" }));
		write(screen.getByRole("textbox", { name: "Edit “one”" }), " ", ENTER);
		expect(await screen.findByRole("alert")).toHaveTextContent(
			"The prompt is empty, so there is nothing to ask the agent.",
		);
		expect(screen.getByRole("textbox", { name: "Edit “one”" })).toHaveValue(" ");
	});

	test("whose turn comes in the middle of the edit leaves what was typed in the composer", async () => {
		const { user, workspace } = await renderBusy(["one"]);
		await user.click(screen.getByRole("button", { name: "Edit “one”" }));
		fireEvent.change(screen.getByRole("textbox", { name: "Edit “one”" }), { target: { value: "half a thought" } });
		const [prompt] = workspace.get().queue;
		if (prompt) workspace.apply({ kind: "item", item: { ...prompt, state: "running" } });
		await waitFor(async () => expect(await field()).toHaveValue("half a thought"));
	});

	test("is moved by button and by Alt with an arrow, keeps the focus, and says where it is", async () => {
		const { user } = await renderBusy(["one", "two", "three"]);
		const up = screen.getByRole("button", { name: "Move up: “three”" });
		await user.click(up);
		await waitFor(() => expect(texts()).toEqual(["one", "three", "two"]));
		await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
		await waitFor(() => expect(texts()).toEqual(["three", "one", "two"]));
		expect(up).toHaveFocus();
		expect(up).toHaveAttribute("aria-disabled", "true");
		expect(screen.getByText("Moved to place 1 of 3")).toHaveAttribute("role", "status");
		await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
		await waitFor(() => expect(texts()).toEqual(["one", "three", "two"]));
	});

	test("of another is not offered to be changed, but to an owner", async () => {
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
	const choice = () => screen.findByRole("combobox", { name: "While the agent works" });

	test("interrupts it when that is chosen, and the timeline says for what it was stopped", async () => {
		const { user } = await renderBusy([]);
		await user.selectOptions(await choice(), "interrupt");
		fireEvent.change(await field(), { target: { value: "this instead" } });
		await user.click(screen.getByRole("button", { name: "Stop the turn and send" }));
		expect(await screen.findByText("Stopped by Ada for “this instead”")).toBeVisible();
		await waitFor(() => expect(screen.getAllByRole("article")).toHaveLength(2));
	});

	test("steers with Ctrl+Enter: the prompt stands at the front until the step ends", async () => {
		const { workspace } = await renderBusy(["one"], { onPrompt: inStep });
		write(await field(), "this way", { ...ENTER, ctrlKey: true });
		await screen.findByText("After this step");
		expect(texts()).toEqual(["this way", "one"]);
		expect(workspace.get().turn).toMatchObject({ state: "running" });
	});

	test("says in the empty field what becomes of the prompt, as it is chosen", async () => {
		const { user } = await renderBusy([]);
		const says = (words: string) => waitFor(async () => expect(await field()).toHaveAttribute("placeholder", words));
		await says("Add to the queue");
		await user.selectOptions(await choice(), "steer");
		await says("Steer the agent after its current step");
		await user.selectOptions(await choice(), "interrupt");
		await says("Stop the turn and ask this instead");
	});

	test("remembers what was chosen over a reload", async () => {
		const storage = createStorage();
		const first = await renderBusy([], { props: { storage } });
		await first.user.selectOptions(await choice(), "steer");
		first.unmount();
		await renderBusy([], { props: { storage } });
		expect(await choice()).toHaveValue("steer");
	});

	test("interrupts one turn at a time: then holds what was chosen before", async () => {
		const storage = createStorage();
		const { user, unmount } = await renderBusy([], { props: { storage } });
		await user.selectOptions(await choice(), "steer");
		await user.selectOptions(await choice(), "interrupt");
		fireEvent.change(await field(), { target: { value: "this instead" } });
		await user.click(await screen.findByRole("button", { name: "Stop the turn and send" }));
		await waitFor(async () => expect(await choice()).toHaveValue("steer"));
		await user.selectOptions(await choice(), "interrupt");
		unmount();
		await renderBusy([], { props: { storage } });
		expect(await choice()).toHaveValue("steer");
	});

	test("does not interrupt another turn than the one it was chosen in", async () => {
		const { user } = await renderBusy(["next"]);
		await user.selectOptions(await choice(), "interrupt");
		await user.click(screen.getByRole("button", { name: "Stop" }));
		await screen.findByText("Stopped by Ada");
		await waitFor(async () => expect(await choice()).toHaveValue("queue"));
	});

	test("leaves no choice to who may not stop turns", async () => {
		const allowed: readonly ActionName[] = ["sync", "prompt"];
		renderRoom({ allowed, onPrompt: untilStopped });
		write(await field(), "busy", ENTER);
		await screen.findByRole("button", { name: "Add to queue" });
		expect(screen.queryByRole("combobox", { name: "While the agent works" })).not.toBeInTheDocument();
	});
});
