import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, onTestFinished, test } from "vitest";
import { NoteForm } from "../../src/components/items/note/NoteForm.tsx";
import { createWorkspaceStore } from "../../src/core/index.ts";
import { Workspace, WorkspaceProvider } from "../../src/index.ts";
import type { QuestionItem } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { approval, editApproval } from "../../stories/fixtures/sampleItems.ts";
import { clickAnswer } from "./clickAnswer.ts";
import { renderBesideBen } from "./renderWorkspaceChat.tsx";

// What somebody is typing into goes away, because another person was faster.

const composer = () => screen.findByRole("textbox", { name: "Prompt" });

test("the card of a permission stays with its outcome while somebody writes a note about it", async () => {
	const { user, ben, workspace } = renderBesideBen(approval, { ...approval, id: "approval-2" });
	const card = await screen.findByRole("tabpanel", { name: /wants to/ });
	await user.click(within(card).getByRole("button", { name: "Add a note" }));
	await user.keyboard("this is prod");
	await act(() => ben.answerApproval(approval.id, "once"));

	expect(await within(card).findByText(/^Allowed once by Ben/)).toBeVisible();
	expect(within(card).queryByRole("button", { name: "Allow" })).not.toBeInTheDocument();
	expect(within(card).getByRole("textbox", { name: "Add a note" })).toHaveFocus();
	expect(screen.getAllByRole("region", { name: /wants to/ })).toHaveLength(2);
	await user.keyboard(", 1 more time{Enter}");
	await waitFor(() => expect(screen.getAllByRole("region", { name: /wants to/ })).toHaveLength(1));
	expect(card).not.toBeInTheDocument();
	const notes = [...workspace.get().items.values()].filter(({ kind }) => kind === "note");
	expect(notes).toMatchObject([{ text: "this is prod, 1 more time", about: { itemId: approval.id } }]);
	expect(workspace.get().approvals).toHaveLength(1);
	expect(await composer()).toHaveValue("");
	expect(await composer()).toHaveFocus();
});

test("the card of a permission that was answered leaves when its note is given up", async () => {
	const { user, ben } = renderBesideBen(approval);
	const card = await screen.findByRole("region", { name: /wants to/ });
	await user.click(within(card).getByRole("button", { name: "Add a note" }));
	await act(() => ben.answerApproval(approval.id, "once"));
	await within(card).findByText(/^Allowed once by Ben/);
	await user.keyboard("{Escape}");
	await waitFor(() => expect(card).not.toBeInTheDocument());
});

test("each of several requests stays while a note about it is written, and a chord in one answers no other", async () => {
	const { user, ben, workspace } = renderBesideBen(approval, { ...approval, id: "approval-2" });
	const first = await screen.findByRole("tabpanel", { name: /wants to/ });
	await user.click(within(first).getByRole("button", { name: "Add a note" }));
	await user.keyboard("one");
	await act(() => ben.answerApproval(approval.id, "once"));
	await within(first).findByText(/^Allowed once by Ben/);
	const second = screen.getAllByRole("region", { name: /wants to/ }).find((card) => card !== first) ?? first;
	await waitFor(() => expect(second).not.toHaveAttribute("data-settling"));
	fireEvent.keyDown(document.activeElement ?? first, { code: "Digit1", key: "!", altKey: true, shiftKey: true });
	await act(async () => {});
	expect(workspace.get().approvals).toHaveLength(1);

	await user.click(within(second).getByRole("button", { name: "Add a note" }));
	await user.keyboard("other");
	await act(() => ben.answerApproval("approval-2", "once"));
	await within(second).findByText(/^Allowed once by Ben/);
	const fields = screen.getAllByRole<HTMLTextAreaElement>("textbox", { name: "Add a note" });
	expect(fields.map(({ value }) => value)).toEqual(["one", "other"]);
	expect(fields[1]).toHaveFocus();
});

test("the card of a permission stays while somebody writes about a line of its diff", async () => {
	const { user, ben } = renderBesideBen(editApproval);
	const card = await screen.findByRole("region", { name: /wants to/ });
	const line = await waitFor(() => {
		const found = card.querySelector<HTMLElement>('[data-note-line="2"]');
		if (!found) throw new Error("The diff is not there yet.");
		return found;
	});
	fireEvent.pointerOver(line);
	await user.click(await within(card).findByRole("button", { name: "Add a note to line 2" }));
	await user.keyboard("Why?");
	await act(() => ben.answerApproval(editApproval.id, "once"));
	expect(await within(card).findByText(/^Allowed once by Ben/)).toBeVisible();
	expect(within(card).getByRole("textbox", { name: "Add a note" })).toHaveValue("Why?");
});

test.each([
	["stays with what they have written, and has the focus there", "Fine, but"],
	["leaves with a field in which they have written nothing", ""],
])("the card of whoever answers a permission %s", async (_, text) => {
	const { user } = renderBesideBen(approval);
	const card = await screen.findByRole("region", { name: /wants to/ });
	await user.click(within(card).getByRole("button", { name: "Add a note" }));
	if (text !== "") await user.keyboard(text);
	await clickAnswer(user, "Reject");
	await waitFor(() => expect(screen.queryByRole("button", { name: "Reject" })).not.toBeInTheDocument());
	expect(card.isConnected).toBe(text !== "");
	const field = text === "" ? await composer() : within(card).getByRole("textbox", { name: "Add a note" });
	await waitFor(() => expect(field).toHaveFocus());
	expect(field).toHaveValue(text);
});

const asked: QuestionItem = {
	kind: "question",
	id: "question-1",
	order: 1,
	seq: 1,
	turnId: null,
	createdAt: Date.now(),
	message: "Which branch?",
	request: { type: "form", fields: [{ type: "text", name: "branch", title: "Branch", required: true }] },
	state: { status: "pending" },
};

const next: QuestionItem = { ...asked, id: "question-2", message: "Which tag?" };

test.each([
	["the only question", [asked], "ma"],
	["a question before another", [asked, next], "ma"],
	["a question that nobody has begun to answer", [asked, next], ""],
])(
	"keys that were meant for the answer to %s go nowhere once somebody else has answered it",
	async (_, items, typed) => {
		const { user, ben, workspace } = renderBesideBen(...items);
		await user.click(await screen.findByRole("textbox", { name: /Branch/ }));
		if (typed !== "") await user.keyboard(typed);
		await act(() => ben.answerQuestion(asked.id, { action: "accept", answer: { branch: "next" } }));
		await waitFor(() => expect(workspace.get().questions).toHaveLength(items.length - 1));
		await waitFor(() => expect(screen.getByRole("log")).toHaveFocus());
		await user.keyboard("in{Enter}");
		for (const field of screen.getAllByRole("textbox")) expect(field).toHaveValue("");
		expect([...workspace.get().items.values()].filter(({ kind }) => kind === "prompt")).toEqual([]);
	},
);

test("whoever has answered a question goes on in the composer", async () => {
	const { user } = renderBesideBen(asked);
	const field = await screen.findByRole("textbox", { name: /Branch/ });
	await waitFor(() => expect(field.closest("[data-settling]")).toBeNull());
	await user.click(field);
	await user.keyboard("main{Enter}");
	await waitFor(() => expect(field).not.toBeInTheDocument());
	await waitFor(async () => expect(await composer()).toHaveFocus());
});

test("keys that were meant for why a suggestion is declined go nowhere once somebody else has sent it", async () => {
	const { user, ben, workspace } = renderBesideBen();
	const cleo = createWorkspaceStore({
		workspaceId: "memory",
		connect: workspace.connect({ userId: "cleo", name: "Cleo", role: "commenter" }),
		storage: null,
	});
	onTestFinished(cleo.start());
	await act(() => cleo.suggestPrompt("Tidy up"));
	await act(() => cleo.suggestPrompt("Sweep"));
	await user.click(await screen.findByRole("button", { name: "Decline “Tidy up”" }));
	await user.keyboard("not");
	const [first] = workspace.get().queue;
	await act(() => ben.sendSuggestion(first?.id ?? "", first?.suggestion?.revision ?? 0));
	await waitFor(() => expect(screen.queryByText("Tidy up", { selector: ".wsc-queued *" })).not.toBeInTheDocument());
	await waitFor(() => expect(screen.getByRole("log")).toHaveFocus());
	await user.keyboard(" now{Enter}");
	expect(await composer()).toHaveValue("");
	expect(screen.getByRole("button", { name: "Decline “Sweep”" })).toBeVisible();
});

test("the field of a note takes the focus when it is opened, and not when its row comes back into view", async () => {
	const workspace = createMemoryWorkspace();
	const connect = () => workspace.connect({ userId: "ada", name: "Ada" });
	const user = userEvent.setup();
	const form = (
		<NoteForm id="one/note-form" label="Add a note" submitLabel="Add" onSubmit={async () => {}} onClose={() => {}} />
	);
	const page = (isInView: boolean, isOpen = true) => (
		<WorkspaceProvider connect={connect} storage={null}>
			<Workspace workspaceId="memory">
				<input aria-label="Elsewhere" />
				<button type="button">Open</button>
				{isInView && <div className="wsc-row">{isOpen && form}</div>}
			</Workspace>
		</WorkspaceProvider>
	);
	const { rerender } = render(page(true));
	const field = () => screen.getByRole("textbox", { name: "Add a note" });
	const elsewhere = screen.getByRole("textbox", { name: "Elsewhere" });
	expect(field()).toHaveFocus();
	await user.keyboard("Not yet");
	await user.click(elsewhere);
	rerender(page(false));
	await act(async () => {});
	rerender(page(true));
	expect(field()).toHaveValue("Not yet");
	expect(elsewhere).toHaveFocus();
	rerender(page(true, false));
	screen.getByRole("button", { name: "Open" }).focus();
	rerender(page(true));
	expect(field()).toHaveFocus();
});
