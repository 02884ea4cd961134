import { fireEvent, render, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeAll, describe, expect, test } from "vitest";
import { WorkspaceChat } from "../../src/index.ts";
import type { Role } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";

// The parts of the queue come when they are first needed: here they are there before.
beforeAll(() => import("../../src/components/queue/QueueDock.tsx"));

const NAMES = { ada: "Ada", ben: "Ben", cleo: "Cleo" } as const;

function openRoom() {
	const workspace = createMemoryWorkspace();
	const open = (userId: keyof typeof NAMES, role: Role) => {
		const connect = () => workspace.connect({ userId, name: NAMES[userId], role });
		const { container } = render(<WorkspaceChat workspaceId="memory" connect={connect} storage={null} />);
		return within(container);
	};
	return { workspace, open, user: userEvent.setup() };
}

type Page = ReturnType<ReturnType<typeof openRoom>["open"]>;

/** Cleo suggests, and Ada decides. */
async function openSuggestions(...texts: readonly string[]) {
	const room = openRoom();
	const cleo = room.open("cleo", "commenter");
	const ada = room.open("ada", "owner");
	await room.user.click(await cleo.findByRole("button", { name: "Note" }));
	for (const text of texts) await room.user.type(cleo.getByRole("textbox", { name: "Suggestion" }), `${text}{Enter}`);
	await ada.findByRole("button", { name: `Decline “${texts.at(-1)}”` });
	return { ...room, cleo, ada };
}

const button = (page: Page, name: string) => page.findByRole("button", { name });

/** A suggestion is sent only once people could read it. */
async function sendable(page: Page, text: string) {
	const send = await button(page, `Send “${text}”`);
	await waitFor(() => expect(send).not.toHaveAttribute("aria-disabled"));
	return send;
}

/** By the keyboard, whose focus the page looks after. */
async function press(user: ReturnType<typeof userEvent.setup>, target: HTMLElement, key = "{Enter}") {
	target.focus();
	await user.keyboard(key);
}

const field = (page: Page) => page.getByRole("textbox", { name: "Prompt" });

describe("a suggestion", () => {
	test("is declined with a reason, which everybody sees", async () => {
		const { user, ada, cleo } = await openSuggestions("Tidy up");
		await user.click(await button(ada, "Decline “Tidy up”"));
		await user.type(ada.getByRole("textbox", { name: "Reason (optional)" }), "Not before Monday{Enter}");
		expect(await cleo.findByText("Declined by Ada: Not before Monday")).toBeInTheDocument();
		expect(ada.queryByRole("region", { name: "1 suggestion" })).toBeNull();
	});

	test("is edited and sent, and names both", async () => {
		const { workspace, user, ada, cleo } = await openSuggestions("Tidy");
		await user.click(await button(ada, "Edit “Tidy”"));
		await user.type(ada.getByRole("textbox", { name: "Edit “Tidy”" }), "{End} up{Enter}");
		await user.click(await sendable(ada, "Tidy up"));
		await waitFor(() => {
			const sent = [...workspace.get().items.values()].find((item) => item.kind === "prompt");
			expect(sent).toMatchObject({ state: "done", by: { userId: "cleo" }, sentBy: { userId: "ada" } });
		});
		const prompt = within(await cleo.findByRole("article", { name: "Prompt by Cleo" }));
		expect(await prompt.findByText("Sent by Ada")).toBeInTheDocument();
		expect(prompt.getByText("Edited by Ada")).toBeInTheDocument();
	});

	test("is what the composer of somebody who may not prompt offers beside a note", async () => {
		const { open, user } = openRoom();
		const cleo = open("cleo", "commenter");
		const ada = open("ada", "owner");
		const note = await cleo.findByRole("button", { name: "Note", pressed: true });
		expect(note).toHaveAttribute("title", expect.stringMatching(/^Suggestion — others send it/));
		await user.click(await ada.findByRole("button", { name: "Note", pressed: false }));
		const ofAda = ada.getByRole("button", { name: "Note", pressed: true });
		expect(ofAda).toHaveAttribute("title", expect.stringMatching(/^Prompt — the agent gets it/));
	});

	test("is taken back by its author, who may not decide about it", async () => {
		const { user, cleo, ada } = await openSuggestions("Tidy up");
		expect(cleo.queryByRole("button", { name: /^(Send|Decline) “/ })).toBeNull();
		await user.click(await button(cleo, "Take back “Tidy up”"));
		await waitFor(() => expect(ada.queryByRole("region", { name: "1 suggestion" })).toBeNull());
	});
});

describe("the focus", () => {
	test("goes to the same button of the next suggestion once one was sent, and to the composer after the last", async () => {
		const { user, ada } = await openSuggestions("one", "two");
		await press(user, await sendable(ada, "one"));
		await waitFor(() => expect(ada.getByRole("button", { name: "Send “two”" })).toHaveFocus());
		await press(user, await sendable(ada, "two"));
		await waitFor(() => expect(field(ada)).toHaveFocus());
	});

	test("goes to the suggestion before when the last one was declined", async () => {
		const { user, ada } = await openSuggestions("one", "two");
		await press(user, await button(ada, "Decline “two”"));
		expect(ada.getByRole("textbox", { name: "Reason (optional)" })).toHaveFocus();
		await user.keyboard("{Enter}");
		await waitFor(() => expect(ada.getByRole("button", { name: "Decline “one”" })).toHaveFocus());
	});

	test("lets nobody send the next suggestion who still holds down the key that has sent the one before", async () => {
		const { ada } = await openSuggestions("one");
		const send = await sendable(ada, "one");
		expect(fireEvent.keyDown(send, { key: "Enter", repeat: true })).toBe(false);
		expect(fireEvent.keyDown(send, { key: "Enter" })).toBe(true);
	});

	test("returns to the button that has opened a form when it is closed without a change", async () => {
		const { user, ada } = await openSuggestions("one");
		for (const tool of ["Decline", "Edit"]) {
			await press(user, await button(ada, `${tool} “one”`));
			expect(ada.getByRole("textbox", { name: tool === "Edit" ? "Edit “one”" : "Reason (optional)" })).toHaveFocus();
			await user.keyboard("{Escape}");
			await waitFor(() => expect(ada.getByRole("button", { name: `${tool} “one”` })).toHaveFocus());
		}
	});

	test("returns to the button that edits once the text is saved", async () => {
		const { user, ada } = await openSuggestions("one");
		await press(user, await button(ada, "Edit “one”"));
		await user.keyboard("{End} more{Enter}");
		await waitFor(() => expect(ada.getByRole("button", { name: /^Edit “.*more”/ })).toHaveFocus());
	});
});
