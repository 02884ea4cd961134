import { createEvent, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { LIMITS, type Person } from "../../src/protocol/index.ts";
import { ada, ben } from "../../stories/fixtures/people.ts";
import { prompt } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { createStorage } from "../core/createStorage.ts";
import { renderRoom } from "./renderRoom.tsx";

const field = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Prompt" });
const untilStopped = (_: unknown, agent: { readonly signal: AbortSignal }) =>
	new Promise<void>((resolve) => agent.signal.addEventListener("abort", () => resolve()));

test("Shift+Enter makes a new line and Enter sends", async () => {
	const { user } = renderRoom({ onPrompt: async () => {} });
	await user.type(await field(), "one{Shift>}{Enter}{/Shift}two");
	expect(await field()).toHaveValue("one\ntwo");
	await user.keyboard("{Enter}");
	expect(await field()).toHaveValue("");
	await screen.findByText("Done");
	expect(screen.getByRole("article", { name: "Prompt by Ada" })).toHaveTextContent("one two");
});

test("Enter that chooses a word of an input method does not send", async () => {
	const { user } = renderRoom();
	await user.type(await field(), "にほん");
	fireEvent.keyDown(await field(), { key: "Enter", isComposing: true });
	const ofSafari = createEvent.keyDown(await field(), { key: "Enter", keyCode: 229 });
	fireEvent(await field(), ofSafari);
	expect(await field()).toHaveValue("にほん");
	expect(screen.queryByRole("article")).not.toBeInTheDocument();
});

test("white space and too many characters cannot be sent, and the latter is said", async () => {
	const { user } = renderRoom();
	expect(await screen.findByRole("button", { name: "Send" })).toBeDisabled();
	await user.type(await field(), "   ");
	expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();

	fireEvent.change(await field(), { target: { value: "x".repeat(LIMITS.promptCharacters + 1) } });
	expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();
	expect(await field()).toBeInvalid();
	const [typed, limit] = [LIMITS.promptCharacters + 1, LIMITS.promptCharacters].map((one) => one.toLocaleString("en"));
	expect(await field()).toHaveAccessibleDescription(`${typed} of ${limit} characters: too long to send`);
});

test("a prompt sent while a turn runs waits in the queue, and can be taken back", async () => {
	const { user } = renderRoom({ onPrompt: untilStopped });
	await user.type(await field(), "first{Enter}");
	await screen.findByRole("button", { name: "Stop" });
	await user.type(await field(), "second");
	await user.click(screen.getByRole("button", { name: "Add to queue" }));

	expect(await screen.findByRole("region", { name: "1 queued" })).toHaveTextContent("second");
	await user.click(screen.getByRole("button", { name: "Withdraw “second”" }));
	await waitFor(() => expect(screen.queryByRole("region", { name: "1 queued" })).not.toBeInTheDocument());
});

test("stop ends the turn", async () => {
	const { user } = renderRoom({ onPrompt: untilStopped });
	await user.type(await field(), "go on{Enter}");
	await user.click(await screen.findByRole("button", { name: "Stop" }));
	await waitFor(() => expect(screen.queryByRole("button", { name: /Stop/ })).not.toBeInTheDocument());
	expect(screen.getByRole("log")).toHaveTextContent("Stopped");
});

test("who may not send prompts is told so instead", async () => {
	renderRoom({ allowed: ["sync"] });
	expect(await screen.findByText(/You can read along here/)).toBeVisible();
	expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
});

test("a draft outlasts a reload until it is sent", async () => {
	const storage = createStorage();
	const first = renderRoom({ props: { storage } });
	await first.user.type(await field(), "half a thought");
	first.unmount();

	const { user } = renderRoom({ props: { storage } });
	await waitFor(async () => expect(await field()).toHaveValue("half a thought"));
	await user.type(await field(), "{Enter}");
	await screen.findByText("Done");
	expect(await field()).toHaveValue("");
	expect(storage.entries()).toEqual([]);
});

const asked = (id: string, text: string, by: Person) =>
	({ ...prompt, id, clientId: id, text, by, state: "done" }) as const;
const history = sampleTimeline(
	asked("first", "first", ada),
	asked("of-ben", "of Ben", ben),
	asked("again", "second\nof two lines", ada),
	asked("last", "second\nof two lines", ada),
);

test("the arrows walk through one's own earlier prompts from an empty field, newest first", async () => {
	const { user } = renderRoom({ items: history });
	await screen.findByRole("article", { name: "Prompt by Ben" });
	await user.click(await field());
	await user.keyboard("{ArrowDown}");
	expect(await field()).toHaveValue("");
	await user.keyboard("{ArrowUp}");
	expect(await field()).toHaveValue("second\nof two lines");
	await user.keyboard("{ArrowUp}");
	expect(await field()).toHaveValue("first");
	await user.keyboard("{ArrowUp}");
	expect(await field()).toHaveValue("first");
	await user.keyboard("{ArrowDown}{ArrowDown}");
	expect(await field()).toHaveValue("");
	await user.keyboard("{ArrowUp}{ArrowUp}{Escape}");
	expect(await field()).toHaveValue("");
});

test("the arrows stay the caret's in a draft, and in an earlier prompt once it is changed", async () => {
	const { user } = renderRoom({ items: history });
	await screen.findByRole("article", { name: "Prompt by Ben" });
	await user.type(await field(), "mine{ArrowUp}");
	expect(await field()).toHaveValue("mine");
	await user.clear(await field());
	await user.keyboard("{ArrowUp}{ArrowUp}!{ArrowUp}{Escape}");
	expect(await field()).toHaveValue("first!");
});

test("an arrow inside of an earlier prompt moves the caret", async () => {
	const { user } = renderRoom({ items: history });
	await screen.findByRole("article", { name: "Prompt by Ben" });
	await user.type(await field(), "{ArrowUp}");
	(await field()).setSelectionRange(3, 3);
	await user.keyboard("{ArrowUp}");
	expect(await field()).toHaveValue("second\nof two lines");
});
