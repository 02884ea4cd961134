import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { NoteItem, ToolCallItem } from "../../../src/protocol/index.ts";
import * as sample from "../../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "../renderWorkspaceChat.tsx";

const path = sample.editCall.content.find((part) => part.type === "diff")?.path;
const lineNote: NoteItem = {
	...{ ...sample.note, mentions: [], reactions: [], text: "Does this end?" },
	about: { itemId: sample.editCall.id, path, line: 2 },
};
const done = { ...sample.prompt, state: "done", result: sample.result } as const;

async function openDiff(options: Parameters<typeof renderWorkspaceChat>[0] = {}) {
	const chat = renderWorkspaceChat({ items: sampleTimeline(done, sample.editCall, lineNote), ...options });
	await screen.findByText("Does this end?");
	await chat.user.click(screen.getByRole("button", { name: /Edit/, expanded: false }));
	return { ...chat, diff: await screen.findByRole("figure") };
}

const lineOf = (diff: HTMLElement, line: number) => diff.querySelector<HTMLElement>(`[data-note-line="${line}"]`);

describe("notes about lines of a change", () => {
	test("stand at their lines while it is open, and under the call while it is folded", async () => {
		const { user, diff } = await openDiff();
		await waitFor(() => expect(lineOf(diff, 2)).toHaveTextContent("Does this end?"));
		expect(screen.getAllByText("Does this end?")).toHaveLength(1);
		expect(within(diff).getByText("1 note")).toBeVisible();
		await user.click(screen.getByRole("button", { name: /Edit/, expanded: true }));
		await waitFor(() => expect(screen.queryByRole("figure")).not.toBeInTheDocument());
		expect(screen.getByText("Does this end?")).toBeVisible();
		expect(screen.getByText(/:2$/)).toBeVisible();
	});

	test("are written at the line under the pointer, and answered where they are", async () => {
		const { user, diff } = await openDiff();
		await waitFor(() => expect(lineOf(diff, 1)).not.toBeNull());
		fireEvent.pointerOver(lineOf(diff, 1) ?? diff);
		await user.click(await within(diff).findByRole("button", { name: "Add a note to line 1" }));
		await user.type(within(diff).getByRole("textbox", { name: "Add a note" }), "Here{Enter}");
		await waitFor(() => expect(lineOf(diff, 1)).toHaveTextContent("Here"));
		const second = within(lineOf(diff, 2) ?? diff);
		await user.click(second.getByRole("button", { name: "Reply" }));
		await user.type(second.getByRole("textbox"), "Yes{Enter}");
		await waitFor(() => expect(lineOf(diff, 2)).toHaveTextContent("Yes"));
	});

	test("are copied by themselves, and not as lines of the file", async () => {
		const { diff } = await openDiff();
		const text = await within(diff).findByText("Does this end?");
		const data = new Map<string, string>();
		const clipboardData = { setData: (type: string, value: string) => void data.set(type, value) };
		fireEvent.copy(text, { clipboardData });
		expect(data.size).toBe(0);
	});

	test("are begun only by those who may write notes", async () => {
		const { diff } = await openDiff({ allowed: ["sync"] });
		await waitFor(() => expect(lineOf(diff, 2)).toHaveTextContent("Does this end?"));
		expect(within(diff).queryByRole("button", { name: /Add a note/ })).not.toBeInTheDocument();
	});
});

test("the keyboard moves the button from line to line", async () => {
	const user = userEvent.setup();
	const { diff } = await openDiff();
	const button = await within(diff).findByRole("button", { name: "Add a note" });
	Element.prototype.scrollIntoView ??= () => {};
	button.focus();
	expect(await within(diff).findByRole("button", { name: "Add a note to line 1" })).toHaveFocus();
	await user.keyboard("{ArrowDown}");
	expect(await within(diff).findByRole("button", { name: "Add a note to line 2" })).toHaveFocus();
	await user.keyboard("{ArrowUp}{ArrowUp}");
	expect(await within(diff).findByRole("button", { name: "Add a note to line 1" })).toHaveFocus();
});

describe("a call with several diffs of one file", () => {
	const file = "/work/src/upload.ts";
	const hunk = (first: string, second: string) =>
		({ type: "diff", path: file, oldText: `${first}\nold\n`, newText: `${first}\n${second}\n` }) as const;
	const call: ToolCallItem = {
		...sample.editCall,
		content: [hunk("import a", "import b"), hunk("retry()", "wait()")],
		locations: [
			{ path: file, line: 1 },
			{ path: file, line: 40 },
		],
	};
	const noteAt = (id: string, line: number, note: Partial<NoteItem> = {}): NoteItem => ({
		...{ ...lineNote, id, text: `Note ${id}`, ...note },
		about: { itemId: call.id, path: file, line },
	});
	const settled = { by: { userId: "ben", name: "Ben" }, at: 1 };

	async function openDiffs(...notes: readonly NoteItem[]) {
		const chat = renderWorkspaceChat({ items: sampleTimeline(done, call, ...notes) });
		const card = await screen.findByRole("button", { name: /Edit/, expanded: false });
		await chat.user.click(card);
		await waitFor(() => expect(screen.getAllByRole("figure")).toHaveLength(2));
		const [first, second] = screen.getAllByRole("figure");
		if (!first || !second) throw new Error("There are two diffs.");
		await waitFor(() => expect(lineOf(second, 41)).not.toBeNull());
		return { ...chat, first, second };
	}

	test("shows a note in the one that has its line, and one about an earlier state once", async () => {
		const { first, second } = await openDiffs(noteAt("a", 2), noteAt("b", 41), noteAt("c", 900));
		expect(lineOf(first, 2)).toHaveTextContent("Note a");
		expect(lineOf(second, 41)).toHaveTextContent("Note b");
		for (const id of ["a", "b", "c"]) expect(screen.getAllByText(`Note ${id}`)).toHaveLength(1);
		expect(within(first).getByText("2 notes")).toBeVisible();
		expect(within(second).getByText("1 note")).toBeVisible();
	});

	test("takes a new note at a line of the second", async () => {
		const { user, first, second } = await openDiffs();
		fireEvent.pointerOver(lineOf(second, 41) ?? second);
		await user.click(await within(second).findByRole("button", { name: "Add a note to line 41" }));
		await user.type(screen.getByRole("textbox", { name: "Add a note" }), "Here{Enter}");
		await waitFor(() => expect(lineOf(second, 41)).toHaveTextContent("Here"));
		expect(within(first).queryByText("Here")).not.toBeInTheDocument();
	});

	test("opens the settled thread of one line alone", async () => {
		const { user, first, second } = await openDiffs(
			noteAt("a", 2, { resolved: settled }),
			noteAt("b", 41, { resolved: settled }),
		);
		expect(screen.queryByText(/^Note [ab]/)).not.toBeInTheDocument();
		await user.click(within(second).getByRole("button", { name: "1 note", expanded: false }));
		expect(await within(second).findByText("Note b")).toBeVisible();
		expect(within(first).queryByText("Note a")).not.toBeInTheDocument();
	});
});
