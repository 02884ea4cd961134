import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { NoteItem } from "../../src/protocol/index.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const ADA = { userId: "ada", name: "Ada" };
const note: NoteItem = { ...sample.note, by: ADA, text: "Does this end?", mentions: [], reactions: [] };
const done = { ...sample.prompt, state: "done", result: sample.result } as const;

async function renderNote(change: Partial<NoteItem> = {}) {
	const chat = renderWorkspaceChat({
		items: sampleTimeline(done, sample.editCall, sample.message, { ...note, ...change }),
	});
	const article = await screen.findByRole("article", { name: "Note by Ada" });
	/** Presses a button with the keyboard. */
	const press = async (name: string | RegExp, within_ = article) => {
		within(within_).getByRole("button", { name }).focus();
		await chat.user.keyboard("{Enter}");
	};
	return { ...chat, article, press };
}

const onCall = { about: { itemId: sample.editCall.id } };
const isLost = () => document.activeElement === document.body;

describe("the focus stays at a note", () => {
	test.each(["{Enter}", "{Escape}"])("that was edited, and left with %s", async (key) => {
		const { user, article, press } = await renderNote();
		await press("Edit");
		expect(within(article).getByRole("textbox", { name: "Edit" })).toHaveFocus();
		await user.keyboard(`!${key}`);
		await waitFor(() => expect(within(article).getByRole("button", { name: "Edit" })).toHaveFocus());
	});

	test("that was not deleted after all", async () => {
		const { user, article, press } = await renderNote();
		await press("Delete note");
		expect(within(article).getByRole("button", { name: "Delete note" })).toHaveFocus();
		await user.keyboard("{Escape}");
		await waitFor(() => expect(within(article).getByRole("button", { name: "Edit" })).toBeInTheDocument());
		await waitFor(() => expect(within(article).getByRole("button", { name: "Delete note" })).toHaveFocus());
		await press("Delete note");
		await press("Cancel");
		await waitFor(() => expect(within(article).getByRole("button", { name: "Delete note" })).toHaveFocus());
	});

	test("that was deleted: in its row, or among the others about an item", async () => {
		const { user, press, unmount } = await renderNote();
		await press("Delete note");
		await user.keyboard("{Enter}");
		const deleted = await screen.findByText("Ada deleted a note");
		await waitFor(() => expect(deleted.closest(".wsc-row")).toHaveFocus());
		unmount();

		const other = await renderNote(onCall);
		await other.press("Delete note");
		await other.user.keyboard("{Enter}");
		const among = await screen.findByText("Ada deleted a note");
		await waitFor(() => expect(among.closest(".wsc-notes")).toHaveFocus());
	});

	test("whose thread was settled, and is folded with it", async () => {
		const { press } = await renderNote(onCall);
		await press("Resolve");
		await waitFor(() => expect(screen.getByRole("button", { name: "1 note", expanded: false })).toHaveFocus());
	});

	test("that has got an emoji, or lost it", async () => {
		const { article, press } = await renderNote();
		await press("Add a reaction");
		await press("Add a reaction: 👍");
		await waitFor(() => expect(within(article).getByRole("button", { name: "Add a reaction" })).toHaveFocus());
		await within(article).findByRole("button", { name: /^👍/, pressed: true });
		await press(/^👍/);
		await waitFor(() => expect(within(article).queryByRole("button", { name: /^👍/ })).not.toBeInTheDocument());
		await waitFor(() => expect(within(article).getByRole("button", { name: "Add a reaction" })).toHaveFocus());
	});

	test.each(["Yes{Enter}", "{Escape}"])("that was answered with %s", async (keys) => {
		const { user, press, article } = await renderNote(onCall);
		const list = article.closest<HTMLElement>(".wsc-notes") ?? article;
		await press("Reply", list);
		await user.keyboard(keys);
		await waitFor(() => expect(within(list).getByRole("button", { name: "Reply" })).toHaveFocus());
	});

	test.each(["Yes{Enter}", "{Escape}"])("that was begun at an item, with %s", async (keys) => {
		const { user } = await renderNote();
		const row = (await screen.findByRole("article", { name: /Prompt by/ })).closest<HTMLElement>(".wsc-row");
		within(row ?? document.body)
			.getByRole("button", { name: "Add a note" })
			.focus();
		await user.keyboard(`{Enter}${keys}`);
		await waitFor(() => expect(screen.queryByRole("textbox", { name: "Add a note" })).not.toBeInTheDocument());
		await waitFor(() => expect(row).toContainElement(document.activeElement as HTMLElement));
		expect(isLost()).toBe(false);
	});

	test.each(["Yes{Enter}", "{Escape}"])("that was begun at a line, with %s", async (keys) => {
		const { user } = await renderNote();
		await user.click(screen.getByRole("button", { name: /Edit/, expanded: false }));
		const diff = await screen.findByRole("figure");
		const line = () => diff.querySelector<HTMLElement>('[data-note-line="2"]') ?? diff;
		await waitFor(() => expect(line()).not.toBe(diff));
		fireEvent.pointerOver(line());
		const button = await within(diff).findByRole("button", { name: "Add a note to line 2" });
		button.focus();
		await user.keyboard(`{Enter}${keys}`);
		await waitFor(() => expect(within(diff).queryByRole("textbox")).not.toBeInTheDocument());
		await waitFor(() => expect(diff).toContainElement(document.activeElement as HTMLElement));
		expect(document.activeElement).toBe(
			keys === "{Escape}" ? button : within(line()).getByRole("button", { name: "Reply" }),
		);
	});
});
