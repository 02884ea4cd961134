import { act, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { KeyValueStorage } from "../../src/core/index.ts";
import { useAttention, useTabBadge, Workspace, WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import { createMemoryWorkspace, type MemoryWorkspace } from "../../src/testing/index.ts";
import { createStorage } from "../core/createStorage.ts";

const ada = { userId: "ada", name: "Ada" };

/** The agent asks for another permission. */
function ask(workspace: MemoryWorkspace) {
	const { approvals } = workspace.get();
	workspace.apply({
		kind: "item",
		item: {
			kind: "approval",
			id: `approval-${approvals.length}`,
			turnId: null,
			createdAt: 0,
			toolCall: {
				toolCallId: "1",
				title: "Run the tests",
				toolKind: "execute",
				status: "pending",
				locations: [],
				content: [],
			},
			options: [{ optionId: "yes", name: "Yes", optionKind: "allow_once" }],
			state: { status: "pending" },
		},
	});
}

function settle(workspace: MemoryWorkspace) {
	const [approval] = workspace.get().approvals;
	if (!approval) throw new Error("Nothing waits.");
	const state = { status: "answered", optionId: "yes", by: { userId: "ben", name: "Ben" }, answeredAt: 1 } as const;
	workspace.apply({ kind: "item", item: { ...approval, state } });
}

const pageTitle = (title: string) => waitFor(() => expect(document.title).toBe(title));

beforeEach(() => {
	document.title = "My app";
});

afterEach(() => expect(document.title).not.toMatch(/^\(/));

function Waiting() {
	return (
		<output>
			{useAttention()
				.map(({ text }) => text)
				.join()}
		</output>
	);
}

function Badge() {
	useTabBadge();
	return <Waiting />;
}

test("a hook reads what waits, until somebody settles it", async () => {
	const workspace = createMemoryWorkspace({ workspaceId: "web" });
	render(
		<WorkspaceProvider connect={() => workspace.connect(ada)} storage={null}>
			<Workspace workspaceId="web">
				<Waiting />
			</Workspace>
		</WorkspaceProvider>,
	);
	act(() => ask(workspace));
	await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("Run the tests"));
	act(() => settle(workspace));
	await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent(""));
	// Only `<WorkspaceChat>` and `useTabBadge` touch the tab.
	expect(document.title).toBe("My app");
});

test("the host is called once for each thing, with the current function, and not again after a reload", async () => {
	const workspace = createMemoryWorkspace({ workspaceId: "web" });
	const [first, second, ofProvider] = [vi.fn(), vi.fn(), vi.fn()];
	const page = (onAttention: typeof first, storage: KeyValueStorage) => (
		<WorkspaceProvider connect={() => workspace.connect(ada)} storage={storage} onAttention={ofProvider}>
			<WorkspaceChat workspaceId="web" onAttention={onAttention} />
		</WorkspaceProvider>
	);
	const storage = createStorage();
	const { rerender, unmount } = render(page(first, storage));
	await screen.findByText("What should we work on?");
	rerender(page(second, storage));
	act(() => ask(workspace));
	await waitFor(() => expect(second).toHaveBeenCalledOnce());
	const expected = { id: "approval:approval-0", kind: "approval", itemId: "approval-0", text: "Run the tests" };
	expect(second).toHaveBeenCalledWith(expect.objectContaining(expected));
	expect(first).not.toHaveBeenCalled();
	expect(ofProvider.mock.calls).toEqual([[expect.objectContaining(expected), "web"]]);
	unmount();

	render(page(second, storage));
	await pageTitle("(1) My app");
	act(() => ask(workspace));
	await pageTitle("(2) My app");
	expect(second).toHaveBeenCalledTimes(2);
	expect(ofProvider).toHaveBeenCalledTimes(2);
	expect(second).toHaveBeenLastCalledWith(expect.objectContaining({ id: "approval:approval-1" }));
	act(() => {
		settle(workspace);
		settle(workspace);
	});
	await pageTitle("My app");
});

test("the title of the page counts what waits in all chats, each workspace once", async () => {
	const workspaces = {
		web: createMemoryWorkspace({ workspaceId: "web" }),
		api: createMemoryWorkspace({ workspaceId: "api" }),
	};
	const chat = (workspaceId: "web" | "api") => (
		<WorkspaceChat workspaceId={workspaceId} connect={() => workspaces[workspaceId].connect(ada)} storage={null} />
	);
	const page = (isWebShown: boolean) => (
		<>
			{isWebShown && chat("web")}
			{isWebShown && chat("web")}
			{chat("api")}
		</>
	);
	const { rerender } = render(page(true));
	act(() => ask(workspaces.web));
	await pageTitle("(1) My app");
	act(() => ask(workspaces.api));
	await pageTitle("(2) My app");
	rerender(page(false));
	await pageTitle("(1) My app");
	act(() => settle(workspaces.api));
	await pageTitle("My app");
});

test("a page that changes its title keeps the number, and gets its own title back", async () => {
	const workspace = createMemoryWorkspace({ workspaceId: "web" });
	const { unmount } = render(<WorkspaceChat workspaceId="web" connect={() => workspace.connect(ada)} storage={null} />);
	act(() => ask(workspace));
	await pageTitle("(1) My app");
	document.title = "Settings";
	await pageTitle("(1) Settings");
	// What a page makes of the title that it reads.
	document.title = `${document.title} · My app`;
	await pageTitle("(1) Settings · My app");
	// As a router that replaces the element.
	const element = document.createElement("title");
	element.textContent = "Files";
	document.querySelector("title")?.replaceWith(element);
	await pageTitle("(1) Files");
	act(() => ask(workspace));
	await pageTitle("(2) Files");
	unmount();
	expect(document.title).toBe("Files");
	document.title = "(1) Files";
	await Promise.resolve();
	expect(document.title).toBe("(1) Files");
	document.title = "My app";
});

test("the number changes in place, without the page's own title in between", async () => {
	const workspace = createMemoryWorkspace({ workspaceId: "web" });
	const { unmount } = render(<WorkspaceChat workspaceId="web" connect={() => workspace.connect(ada)} storage={null} />);
	act(() => ask(workspace));
	await pageTitle("(1) My app");
	const titles: (string | null)[] = [];
	const observer = new MutationObserver((records) => {
		for (const { addedNodes } of records) titles.push(...[...addedNodes].map(({ textContent }) => textContent));
	});
	observer.observe(document.head, { childList: true, subtree: true });
	onTestFinished(() => observer.disconnect());
	act(() => ask(workspace));
	await pageTitle("(2) My app");
	expect(titles).toEqual(["(2) My app"]);
	unmount();
});

test("a chat without the badge leaves the title alone, and a hook shows it on a screen of one's own", async () => {
	const workspace = createMemoryWorkspace({ workspaceId: "web" });
	const chat = render(
		<WorkspaceChat workspaceId="web" connect={() => workspace.connect(ada)} storage={null} tabBadge={false} />,
	);
	act(() => ask(workspace));
	await screen.findByRole("button", { name: "Allow" });
	expect(document.title).toBe("My app");
	chat.unmount();
	const own = render(
		<WorkspaceProvider connect={() => workspace.connect(ada)} storage={null}>
			<Workspace workspaceId="web">
				<Badge />
			</Workspace>
		</WorkspaceProvider>,
	);
	await pageTitle("(1) My app");
	own.unmount();
	expect(document.title).toBe("My app");
});

test("what begins to wait in the background is told by the provider too, for hooks without a chat", async () => {
	const workspace = createMemoryWorkspace({ workspaceId: "web" });
	const onAttention = vi.fn();
	const page = (listener: typeof onAttention | undefined) => (
		<WorkspaceProvider connect={() => workspace.connect(ada)} storage={null} onAttention={listener}>
			<Workspace workspaceId="web">
				<Waiting />
			</Workspace>
		</WorkspaceProvider>
	);
	const { rerender } = render(page(undefined));
	act(() => ask(workspace));
	await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("Run the tests"));
	// Nobody was told yet.
	rerender(page(onAttention));
	await waitFor(() => expect(onAttention).toHaveBeenCalledOnce());
	rerender(page(undefined));
	act(() => ask(workspace));
	await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("Run the tests,Run the tests"));
	expect(onAttention).toHaveBeenCalledOnce();
});

test("a browser without a canvas leaves the page's icon alone", async () => {
	const icon = document.head.appendChild(
		Object.assign(document.createElement("link"), { rel: "icon", href: "/i.png" }),
	);
	onTestFinished(() => icon.remove());
	const workspace = createMemoryWorkspace({ workspaceId: "web" });
	const { unmount } = render(<WorkspaceChat workspaceId="web" connect={() => workspace.connect(ada)} storage={null} />);
	act(() => ask(workspace));
	await pageTitle("(1) My app");
	unmount();
	expect(icon).toHaveAttribute("href", "/i.png");
	expect(document.head.querySelectorAll("link[rel~='icon']")).toHaveLength(1);
});
