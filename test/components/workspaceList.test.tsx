import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { Profiler } from "react";
import { expect, test, vi } from "vitest";
import { WorkspaceError } from "../../src/core/index.ts";
import { WorkspaceDirectory, WorkspaceList } from "../../src/index.ts";
import { german } from "../../src/locales/de.ts";
import {
	createMemoryDirectory,
	type MemoryDirectory,
	type MemoryDirectoryPerson,
	type MemoryListedWorkspace,
} from "../../src/testing/index.ts";
import { renderedComponents } from "../harness/renderedComponents.ts";

const ADA: MemoryDirectoryPerson = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };
const NOW = Date.now();

function show(
	directory: MemoryDirectory,
	{
		person = ADA,
		labels,
		onOpen = () => {},
		onRender = () => {},
	}: {
		readonly person?: MemoryDirectoryPerson;
		readonly labels?: typeof german;
		readonly onOpen?: (id: string) => void;
		readonly onRender?: (container: Element) => void;
	} = {},
) {
	const view: { container: Element | null } = { container: null };
	const { container } = render(
		<Profiler id="list" onRender={() => view.container && onRender(view.container)}>
			<WorkspaceDirectory tenant="acme" connect={directory.connect(person)} labels={labels}>
				<WorkspaceList onOpen={onOpen} />
			</WorkspaceDirectory>
		</Profiler>,
	);
	view.container = container;
	return container;
}

const rowOf = async (title: string) => {
	const row = (await screen.findByText(title)).closest("li");
	if (!row) throw new Error(`There is no row ${title}`);
	return within(row);
};

const WORKSPACES: readonly MemoryListedWorkspace[] = [
	{
		workspaceId: "acme/web",
		title: "Checkout",
		activity: "waiting",
		people: [BEN],
		pending: [{ id: "1", role: "approver", except: [] }],
		lastActivityAt: NOW - 1,
		unread: [{ userId: "ada", count: 3 }],
	},
	{ workspaceId: "acme/api", title: "Login", activity: "working", lastActivityAt: NOW - 2 },
	{ workspaceId: "acme/docs", activity: "failed", lastActivityAt: NOW - 3 },
];

test("each workspace shows its title, what it does, who is there, and what waits", async () => {
	const failedTurn: MemoryListedWorkspace = {
		workspaceId: "acme/mine",
		title: "Search",
		activity: "failed",
		attention: [{ userId: "ada", count: 1 }],
		lastActivityAt: NOW - 4,
	};
	show(createMemoryDirectory({ workspaces: [...WORKSPACES, failedTurn] }));
	const web = await rowOf("Checkout");
	expect(web.getByText("Needs you")).toBeTruthy();
	expect(web.getByText("1 person here")).toBeTruthy();
	expect(web.getByText("3 unread")).toBeTruthy();
	expect((await rowOf("Login")).getByText("Working")).toBeTruthy();
	const docs = await rowOf("acme/docs");
	expect(docs.getByText("Failed")).toBeTruthy();
	expect(docs.queryByText("Needs you")).toBeNull();
	const mine = await rowOf("Search");
	expect(mine.getByText("Needs you")).toBeTruthy();
	expect(mine.getByText("Failed")).toBeTruthy();
});

test("whoever may not answer sees that it waits for others", async () => {
	show(createMemoryDirectory({ workspaces: WORKSPACES }), { person: { ...ADA, role: "viewer" } });
	const row = await rowOf("Checkout");
	expect(row.getByText("Waiting for an answer")).toBeTruthy();
	fireEvent.click(row.getByRole("button", { name: "Actions for Checkout" }));
	expect(row.queryByRole("button", { name: "Rename" })).toBeNull();
	expect(row.queryByRole("button", { name: "Archive" })).toBeNull();
	expect(row.getByRole("button", { name: "Pin" })).toBeTruthy();
});

test("a workspace is opened, pinned, renamed and archived from its row", async () => {
	const onOpen = vi.fn();
	show(createMemoryDirectory({ workspaces: WORKSPACES }), { onOpen });
	fireEvent.click((await rowOf("Login")).getByText("Login"));
	expect(onOpen).toHaveBeenCalledWith("acme/api");

	fireEvent.click((await rowOf("Login")).getByRole("button", { name: "Actions for Login" }));
	fireEvent.click(screen.getByRole("button", { name: "Pin" }));
	expect(await screen.findByText("Pinned")).toBeTruthy();
	await waitFor(() => expect(screen.getAllByRole("listitem")[0]?.textContent).toContain("Login"));

	fireEvent.click(screen.getByRole("button", { name: "Rename" }));
	const field = await screen.findByRole("textbox", { name: "Title" });
	fireEvent.change(field, { target: { value: "Single sign-on" } });
	fireEvent.keyDown(field, { key: "Enter" });
	expect(await screen.findByText("Single sign-on")).toBeTruthy();
	await waitFor(() => expect(screen.queryByRole("textbox", { name: "Title" })).toBeNull());

	fireEvent.click((await rowOf("Single sign-on")).getByRole("button", { name: "Actions for Single sign-on" }));
	fireEvent.click(screen.getByRole("button", { name: "Archive" }));
	await waitFor(() => expect(screen.queryByText("Single sign-on")).toBeNull());
	fireEvent.change(screen.getByRole("combobox", { name: "Show" }), { target: { value: "archived" } });
	expect(await screen.findByText("Single sign-on")).toBeTruthy();
});

test("Escape leaves a title as it was", async () => {
	show(createMemoryDirectory({ workspaces: WORKSPACES }));
	const row = await rowOf("Login");
	fireEvent.keyDown(row.getByText("Login"), { key: "F2" });
	const field = await screen.findByRole("textbox", { name: "Title" });
	fireEvent.change(field, { target: { value: "Other" } });
	fireEvent.keyDown(field, { key: "Escape" });
	expect(await screen.findByText("Login")).toBeTruthy();
});

test("a new session is opened", async () => {
	const onOpen = vi.fn();
	show(createMemoryDirectory({ workspaces: WORKSPACES, newWorkspaceId: () => "acme/new" }), { onOpen });
	fireEvent.click(await screen.findByRole("button", { name: "New session" }));
	await waitFor(() => expect(onOpen).toHaveBeenCalledWith("acme/new"));
	expect(await screen.findByText("acme/new")).toBeTruthy();
});

test("whoever may not create sessions has no button for it", async () => {
	show(createMemoryDirectory({ workspaces: WORKSPACES }));
	await rowOf("Login");
	expect(screen.queryByRole("button", { name: "New session" })).toBeNull();
});

test("a search finds by title and id, and says when nothing matches", async () => {
	show(createMemoryDirectory({ workspaces: WORKSPACES }));
	await rowOf("Login");
	const search = screen.getByRole("searchbox", { name: "Search sessions" });
	fireEvent.change(search, { target: { value: "docs" } });
	await waitFor(() => expect(screen.queryByText("Login")).toBeNull());
	expect(screen.getByText("acme/docs")).toBeTruthy();
	fireEvent.change(search, { target: { value: "nothing of this" } });
	expect(await screen.findByText("No sessions match")).toBeTruthy();
});

test("the arrows, Home and End move between sessions, and one of them is in the order of Tab", async () => {
	show(createMemoryDirectory({ workspaces: WORKSPACES }));
	const first = (await rowOf("Checkout")).getByText("Checkout").closest("button");
	act(() => first?.focus());
	fireEvent.keyDown(document.activeElement ?? document.body, { key: "ArrowDown" });
	await waitFor(() => expect(document.activeElement?.textContent).toContain("Login"));
	fireEvent.keyDown(document.activeElement ?? document.body, { key: "End" });
	await waitFor(() => expect(document.activeElement?.textContent).toContain("acme/docs"));
	fireEvent.keyDown(document.activeElement ?? document.body, { key: "Home" });
	await waitFor(() => expect(document.activeElement).toBe(first));
	const stops = screen.getAllByRole("button").filter(({ dataset, tabIndex }) => dataset.workspace && tabIndex === 0);
	expect(stops).toEqual([first]);
});

test("whoever may not open the list reads why", async () => {
	const directory = createMemoryDirectory();
	directory.refuseConnections({ code: "forbidden", message: "This list isn’t yours." });
	show(directory);
	expect(await screen.findByText("This list isn’t yours.")).toBeTruthy();
});

test("a list without workspaces says so, in German too", async () => {
	show(createMemoryDirectory({ newWorkspaceId: () => "a" }), { labels: german });
	expect(await screen.findByText("Noch keine Sitzungen")).toBeTruthy();
	expect(screen.getByRole("button", { name: "Neue Sitzung" })).toBeTruthy();
});

test("of 1,000 workspaces few are rendered, and of a change only the row that has changed", async () => {
	const workspaces = Array.from({ length: 1_000 }, (_, index) => ({
		workspaceId: `acme/${index}`,
		title: `Session ${index}`,
		lastActivityAt: NOW - index,
	}));
	const directory = createMemoryDirectory({ workspaces });
	let rendered: readonly string[] = [];
	const container = show(directory, {
		onRender: (element) => {
			rendered = [...rendered, ...renderedComponents(element)];
		},
	});
	await rowOf("Session 0");
	await waitFor(() => expect(container.querySelectorAll("li").length).toBeGreaterThan(10));
	expect(container.querySelectorAll("li").length).toBeLessThan(60);
	// Pages that are loaded ahead have come.
	await waitFor(() => expect(rendered.length).toBeGreaterThan(0));
	rendered = [];
	directory.report({ workspaceId: "acme/3", activity: "working" });
	await (await rowOf("Session 3")).findByText("Working");
	expect(rendered.filter((name) => name === "WorkspaceRow")).toHaveLength(1);
	expect(rendered.length).toBeLessThan(10);

	// What is far below changes nothing on the screen.
	rendered = [];
	directory.report({ workspaceId: "acme/900", activity: "working" });
	directory.report({ workspaceId: "acme/4", activity: "failed" });
	await (await rowOf("Session 4")).findByText("Failed");
	expect(rendered.filter((name) => name === "WorkspaceRow")).toHaveLength(1);
});

test("why an action failed is said in the language of the page, until its buttons are closed", async () => {
	let isGone = false;
	show(createMemoryDirectory({ workspaces: WORKSPACES, mayList: () => !isGone }), { labels: german });
	const row = await rowOf("Checkout");
	fireEvent.click(row.getByRole("button", { name: "Aktionen für Checkout" }));
	isGone = true;
	fireEvent.click(row.getByRole("button", { name: "Anheften" }));
	expect((await row.findByRole("alert")).textContent).toBe("Nicht gefunden.");
	fireEvent.keyDown(row.getByRole("button", { name: "Anheften" }), { key: "Escape" });
	expect(row.queryByRole("alert")).toBeNull();
});

test("why a workspace could not be renamed is said in the language of the page", async () => {
	const onRename = () => {
		throw new WorkspaceError({ code: "forbidden", message: "Your role is too low." });
	};
	show(createMemoryDirectory({ workspaces: WORKSPACES, onRename }), { labels: german });
	const row = await rowOf("Checkout");
	fireEvent.keyDown(row.getByText("Checkout"), { key: "F2" });
	const field = row.getByRole("textbox");
	fireEvent.change(field, { target: { value: "Payments" } });
	fireEvent.keyDown(field, { key: "Enter" });
	expect((await row.findByRole("alert")).textContent).toBe("Dafür fehlt dir die Berechtigung.");
});
