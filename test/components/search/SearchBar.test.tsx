import { act, createEvent, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { ConnectWorkspace, WorkspaceConnection } from "../../../src/core/index.ts";
import { WorkspaceChat } from "../../../src/index.ts";
import { createMemoryWorkspace } from "../../../src/testing/index.ts";
import { ada } from "../../../stories/fixtures/people.ts";
import * as sample from "../../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "../renderWorkspaceChat.tsx";

/** More than the first page: the needle is on an older one. */
const items = sampleTimeline(
	...Array.from({ length: 80 }, (_, index) => {
		const text = index === 3 ? "the needle" : `hay ${index}`;
		return { ...sample.message, id: `item-${index}`, turnId: null, text };
	}),
);

/** Delivers the older pages that were requested. */
let deliverItems: () => void;

function holdingHistory(connect: ConnectWorkspace): ConnectWorkspace {
	const come = new Promise<void>((resolve) => {
		deliverItems = resolve;
	});
	return (listener) => {
		const connection = connect(listener);
		const call: WorkspaceConnection["call"] = (action, request, options) => {
			const answer = connection.call(action, request, options);
			return action === "getHistory" ? answer.finally(() => come) : answer;
		};
		return { ...connection, call };
	};
}

async function openSearch() {
	const user = userEvent.setup();
	const connect = holdingHistory(createMemoryWorkspace({ items }).connect(ada));
	render(<WorkspaceChat workspaceId="memory" connect={() => connect} storage={null} />);
	await screen.findByText("hay 79");
	await user.click(await screen.findByRole("button", { name: "Search conversation" }));
	return { user, field: await screen.findByRole("searchbox") };
}

const marked = () => screen.getByRole("log").querySelector("[aria-current]");

/** Delivers the older pages, and waits for what they change on the screen. */
async function olderPagesAreThere() {
	await screen.findByText("Loading earlier messages…", { selector: ".wsc-older *" });
	deliverItems();
	await waitFor(() => expect(screen.queryByText("Loading earlier messages…")).not.toBeInTheDocument());
	await act(async () => {});
}

test("Enter and Escape in an input method neither move nor close the search", async () => {
	const { user, field } = await openSearch();
	await user.type(field, "hay 7");
	await waitFor(() => expect(marked()).toHaveTextContent("hay 79"));
	fireEvent.keyDown(field, { key: "Enter", isComposing: true });
	fireEvent.keyDown(field, { key: "Escape", isComposing: true });
	fireEvent(field, createEvent.keyDown(field, { key: "Escape", keyCode: 229 }));
	expect(field).toBeVisible();
	expect(marked()).toHaveTextContent("hay 79");
});

test("a new query while older pages load is not replaced by the result of the old one", async () => {
	const { user, field } = await openSearch();
	await user.type(field, "needle");
	fireEvent.keyDown(field, { key: "Enter" });
	fireEvent.change(field, { target: { value: "hay 78" } });
	await olderPagesAreThere();
	expect(marked()).toHaveTextContent("hay 78");
	expect(screen.getByText("1 of 1")).toBeVisible();
});

test("closing the search while older pages load does not scroll the timeline", async () => {
	const { user, field } = await openSearch();
	await user.type(field, "needle");
	fireEvent.keyDown(field, { key: "Enter" });
	fireEvent.keyDown(field, { key: "Escape" });
	await waitFor(() => expect(screen.queryByRole("searchbox")).not.toBeInTheDocument());
	await olderPagesAreThere();
	expect(marked()).toBeNull();
});

test("a button is disabled only if there are no more matches: older ones may not be loaded", async () => {
	const { user, field } = await openSearch();
	await user.type(field, "needle");
	expect(screen.getByRole("button", { name: "Previous result" })).not.toHaveAttribute("aria-disabled");
	expect(screen.getByRole("button", { name: "Next result" })).toHaveAttribute("aria-disabled", "true");
});

test("a streaming message is found once it contains the query", async () => {
	const growing = { ...sample.message, id: "growing", text: "hay", open: true };
	const { user, workspace } = renderWorkspaceChat({ items: sampleTimeline(growing) });
	await user.click(await screen.findByRole("button", { name: "Search conversation" }));
	await user.type(await screen.findByRole("searchbox"), "needle");
	expect(await screen.findByText("No results")).toBeVisible();
	act(() => workspace.apply({ kind: "append", itemId: "growing", text: " and a needle" }));
	expect(await screen.findByText("1 result")).toBeVisible();
});

test("the search shortcut works while nothing has the focus, on a page with one workspace", async () => {
	const { unmount } = renderWorkspaceChat();
	await screen.findByText("What should we work on?");
	fireEvent.keyDown(document.body, { key: "f", ctrlKey: true });
	expect(await screen.findByRole("searchbox")).toHaveFocus();
	unmount();
	renderWorkspaceChat();
	renderWorkspaceChat();
	const key = createEvent.keyDown(document.body, { key: "f", ctrlKey: true });
	fireEvent(document.body, key);
	expect(key.defaultPrevented).toBe(false);
	expect(screen.queryByRole("searchbox")).not.toBeInTheDocument();
});
