import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { useWorkspaceStore, WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import type { NoteItem, TimelineItem } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { createStorage } from "../core/createStorage.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const done = { ...sample.prompt, state: "done", result: sample.result } as const;
const note: NoteItem = {
	...sample.note,
	by: { userId: "ada", name: "Ada" },
	text: "Does this end?",
	mentions: [],
	reactions: [],
	about: { itemId: sample.editCall.id },
};
const items = sampleTimeline(done, sample.editCall, sample.message, note);

describe("a note that is begun is there after a reload", () => {
	/** One page, and after it the same page again. */
	async function renderTwice(begin: (chat: ReturnType<typeof renderWorkspaceChat>) => Promise<void>) {
		const storage = createStorage();
		const first = renderWorkspaceChat({ items, props: { storage } });
		await screen.findByRole("article", { name: "Note by Ada" });
		await begin(first);
		first.unmount();
		const second = renderWorkspaceChat({ items, props: { storage } });
		await screen.findByRole("article", { name: "Note by Ada" });
		return second;
	}

	test("as a reply: it does not take the focus, and is gone when its author leaves it", async () => {
		const { user } = await renderTwice(async (first) => {
			await first.user.click(screen.getByRole("button", { name: "Reply" }));
			await first.user.type(screen.getByRole("textbox", { name: "Reply" }), "Not for prod");
		});
		const field = screen.getByRole("textbox", { name: "Reply" });
		expect(field).toHaveValue("Not for prod");
		expect(field).not.toHaveFocus();
		await user.type(field, "{Escape}");
		await waitFor(() => expect(screen.queryByRole("textbox", { name: "Reply" })).not.toBeInTheDocument());
	});

	test("as a change of an own one, and is stored", async () => {
		const { user } = await renderTwice(async (first) => {
			await first.user.click(screen.getByRole("button", { name: "Edit" }));
			await first.user.type(screen.getByRole("textbox", { name: "Edit" }), " Ever?");
		});
		const field = screen.getByRole("textbox", { name: "Edit" });
		expect(field).toHaveValue("Does this end? Ever?");
		await user.type(field, "{Enter}");
		expect(await screen.findByText("Does this end? Ever?", { selector: ".wsc-note *" })).toBeVisible();
		expect(screen.queryByRole("textbox", { name: "Edit" })).not.toBeInTheDocument();
	});

	test("on a permission, and is in the row of its call when somebody else answers it meanwhile", async () => {
		const call: TimelineItem = { ...sample.readCall, ...sample.approval.toolCall, id: "call-push", content: [] };
		const options = {
			items: sampleTimeline(sample.prompt, call, sample.approval),
			props: { storage: createStorage() },
		};
		const first = renderWorkspaceChat(options);
		const card = await screen.findByRole("region", { name: /wants to/ });
		await first.user.click(within(card).getByRole("button", { name: "Add a note" }));
		expect(within(card).getByRole("textbox")).toHaveFocus();
		await first.user.type(within(card).getByRole("textbox"), "Not this, it is prod");
		first.unmount();

		const { workspace } = renderWorkspaceChat(options);
		const field = within(await screen.findByRole("region", { name: /wants to/ })).getByRole("textbox");
		expect(field).toHaveValue("Not this, it is prod");
		const log = within(screen.getByRole("log"));
		expect(log.queryByRole("textbox")).not.toBeInTheDocument();
		const state = { status: "answered", optionId: "once", by: { userId: "ben", name: "Ben" }, answeredAt: 1 } as const;
		act(() => workspace.apply({ kind: "item", item: { ...sample.approval, state } }));
		expect(await log.findByRole("textbox")).toHaveValue("Not this, it is prod");
	});
});

test("a field that its author opens again has the focus, and what was begun in it", async () => {
	const { user } = renderWorkspaceChat({ items });
	await screen.findByRole("article", { name: "Note by Ada" });
	await user.click(screen.getByRole("button", { name: "Reply" }));
	await user.type(screen.getByRole("textbox", { name: "Reply" }), "Hm");
	const row = screen.getByRole("article", { name: "Note by Ada" }).closest<HTMLElement>(".wsc-row");
	const rowButton = within(row ?? document.body).getByRole("button", { name: "Add a note", expanded: true });
	await user.click(rowButton);
	expect(screen.queryByRole("textbox", { name: "Reply" })).not.toBeInTheDocument();
	await user.click(screen.getByRole("button", { name: "Reply" }));
	expect(screen.getByRole("textbox", { name: "Reply" })).toHaveValue("Hm");
	expect(screen.getByRole("textbox", { name: "Reply" })).toHaveFocus();
});

function SignIn() {
	const store = useWorkspaceStore("memory");
	return (
		<button type="button" onClick={() => store.reconnect()}>
			Sign in
		</button>
	);
}

test("what one person has begun is not there for another one who signs in on the same page", async () => {
	const people = { ada: { userId: "ada", name: "Ada" }, ben: { userId: "ben", name: "Ben" } };
	const workspace = createMemoryWorkspace({ items });
	let person = people.ada;
	const connect = () => (listener: Parameters<ReturnType<typeof workspace.connect>>[0]) =>
		workspace.connect(person)(listener);
	const user = userEvent.setup();
	render(
		<WorkspaceProvider connect={connect} storage={createStorage()}>
			<SignIn />
			<WorkspaceChat workspaceId="memory" />
		</WorkspaceProvider>,
	);
	await screen.findByRole("article", { name: "Note by Ada" });
	await user.click(screen.getByRole("button", { name: "Reply" }));
	await user.type(screen.getByRole("textbox", { name: "Reply" }), "Not for prod");
	const signIn = async (next: typeof person) => {
		person = next;
		await user.click(screen.getByRole("button", { name: "Sign in" }));
	};
	await signIn(people.ben);
	await waitFor(() => expect(screen.getByRole("textbox", { name: "Reply" })).toHaveValue(""));
	await signIn(people.ada);
	await waitFor(() => expect(screen.getByRole("textbox", { name: "Reply" })).toHaveValue("Not for prod"));
});

test("what is begun is not printed", async () => {
	const { user, container } = renderWorkspaceChat({ items });
	await screen.findByRole("article", { name: "Note by Ada" });
	await user.click(screen.getByRole("button", { name: "Reply" }));
	await user.type(screen.getByRole("textbox", { name: "Reply" }), "Not for prod");
	await user.click(screen.getByRole("button", { name: "Edit" }));
	await user.type(screen.getByRole("textbox", { name: "Edit" }), " Ever?");
	fireEvent(window, new Event("beforeprint"));
	const printed = container.querySelector<HTMLElement>(".wsc-printed");
	expect(printed).toHaveTextContent("Does this end?");
	expect(printed?.querySelector("textarea")).toBeNull();
	fireEvent(window, new Event("afterprint"));
});
