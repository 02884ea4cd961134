import { act, render, screen, waitFor } from "@testing-library/react";
import { type ComponentProps, Profiler, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { type ConnectWorkspace, createWorkspaceStore } from "../../src/core/index.ts";
import {
	type MessageProps,
	useTimelineItem,
	useTurn,
	useWorkspace,
	Workspace,
	WorkspaceChat,
	WorkspaceProvider,
} from "../../src/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { message, plan, prompt, thought } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { profiledDocks } from "../harness/profiledDocks.tsx";
import { renderedComponents } from "../harness/renderedComponents.ts";

const rows = vi.hoisted(() => ({ rendered: vi.fn() }));

/** Rows render with the timeline and whenever the virtual list measures. */
vi.mock("../../src/components/timeline/TimelineRows.tsx", async (importActual) => {
	const { TimelineRows } = await importActual<typeof import("../../src/components/timeline/TimelineRows.tsx")>();
	const profiled = (props: ComponentProps<typeof TimelineRows>) => {
		rows.rendered();
		return TimelineRows(props);
	};
	return { TimelineRows: profiled };
});

function Item({ id }: { readonly id: string }) {
	const item = useTimelineItem(id);
	return <p>{item?.kind === "message" ? item.text : "wait"}</p>;
}

function Busy() {
	return <p>{useTurn() ? "busy" : "idle"}</p>;
}

function Everything({ connect }: { readonly connect: ConnectWorkspace }) {
	const { items, connectionStatus, self, prompt } = useWorkspace("memory", { connect: () => connect, storage: null });
	return (
		<button type="button" onClick={() => void prompt("hello")}>
			{`${connectionStatus.status}, ${items.length} items, ${self?.name}`}
		</button>
	);
}

test("a streamed word renders only the item it belongs to", async () => {
	const rendered: string[] = [];
	const ids = ["first", "second", "third"];
	const workspace = createMemoryWorkspace({
		items: sampleTimeline(...ids.map((id) => ({ ...message, id, text: `${id}.`, open: true }))),
	});
	const watch = (id: string, children: ReactNode) => (
		<Profiler key={id} id={id} onRender={(profiled) => rendered.push(profiled)}>
			{children}
		</Profiler>
	);
	render(
		<WorkspaceProvider connect={() => workspace.connect({ userId: "ada", name: "Ada" })} storage={null}>
			<Workspace workspaceId="memory">
				{ids.map((id) => watch(id, <Item id={id} />))}
				{watch("turn", <Busy />)}
			</Workspace>
		</WorkspaceProvider>,
	);
	await screen.findByText("second.");
	rendered.length = 0;

	act(() => workspace.apply({ kind: "append", itemId: "second", text: " More." }));
	await screen.findByText("second. More.");
	expect(new Set(rendered)).toEqual(new Set(["second"]));
});

test("in the whole chat, a streamed word renders its message, not the list or another part", async () => {
	const rendered = vi.fn();
	const spied = (part: string) => () => {
		rendered(part);
		return part;
	};
	const labels = {
		promptBy: spied("prompt"),
		thought: spied("thought"),
		planProgress: spied("plan"),
		agentName: spied("agent"),
		participants: spied("people"),
		composerPlaceholder: spied("composer"),
	};
	const docks = vi.fn();
	const components = profiledDocks(docks);
	const items = sampleTimeline(prompt, thought, plan, { ...message, text: "One.", open: true });
	const workspace = createMemoryWorkspace({ items });
	const connect = () => workspace.connect({ userId: "ada", name: "Ada" });
	render(
		<WorkspaceChat workspaceId="memory" connect={connect} labels={labels} components={components} storage={null} />,
	);
	await screen.findByText("One.");
	// The last lazy part to load.
	await screen.findByRole("button", { name: "Attach files" });
	expect(new Set(rendered.mock.calls.flat())).toEqual(
		new Set(["prompt", "thought", "plan", "agent", "people", "composer"]),
	);
	expect(rows.rendered).toHaveBeenCalled();
	expect(new Set(docks.mock.calls.map(([name]) => name))).toEqual(new Set(Object.keys(components)));

	let text = "One.";
	// The list still settles its scroll position, by timers: a word that comes meanwhile proves nothing.
	await vi.waitFor(async () => {
		for (const spy of [rendered, rows.rendered, docks]) spy.mockClear();
		act(() => workspace.apply({ kind: "append", itemId: message.id, text: " More." }));
		text += " More.";
		await screen.findByText(text);
		expect(rendered.mock.calls.flat()).toEqual([]);
		expect(rows.rendered).not.toHaveBeenCalled();
		expect(docks).not.toHaveBeenCalled();
	});
});

/** Longer than what the buttons of a row say of its item. */
const BEGINNING = "The upload gives up on the first failed response, so it never gets through a restart.";

/** What is written once, and does not change with the text after it. */
const LINKS = "[The `guide`](https://example.com/guide), ![its cover](https://example.com/cover.png) ";

test.each([
	["a message", { ...message, text: BEGINNING, open: true }],
	["a message with links and images", { ...message, text: `${LINKS}${BEGINNING}`, open: true }],
	["a thought that is unfolded", { ...thought, text: BEGINNING, open: true, endedAt: null }],
])("in the whole chat, a streamed word of %s renders one component", async (_what, item) => {
	const container = document.body.appendChild(document.createElement("div"));
	const commits: (readonly string[])[] = [];
	const workspace = createMemoryWorkspace({ items: sampleTimeline(prompt, plan, item) });
	const connect = () => workspace.connect({ userId: "ada", name: "Ada" });
	render(
		<Profiler id="page" onRender={() => commits.push(renderedComponents(container))}>
			<WorkspaceChat workspaceId="memory" connect={connect} storage={null} />
		</Profiler>,
		{ container },
	);
	await screen.findByRole("button", { name: "Attach files" });
	if (item.kind === "thought") {
		const fold = await screen.findByRole("button", { name: "Thinking" });
		act(() => fold.click());
	}
	await screen.findByText(BEGINNING);
	// Until it is loaded, the plain form of a message draws the words.
	await vi.waitFor(() => expect(commits.flat()).toContain("ItemMarkdown"));
	commits.length = 0;

	act(() => workspace.apply({ kind: "append", itemId: item.id, text: " Two." }));
	await screen.findByText(`${BEGINNING} Two.`);
	// Others may be of a timer that ends meanwhile.
	expect(commits.filter((names) => names.includes("ItemMarkdown"))).toEqual([["ItemMarkdown"]]);
});

test("in the whole chat, what somebody else types and reads renders only what shows it", async () => {
	const container = document.body.appendChild(document.createElement("div"));
	const commits: (readonly string[])[] = [];
	const items = sampleTimeline(prompt, plan, { ...message, text: BEGINNING, open: true });
	const workspace = createMemoryWorkspace({ items });
	const connect = () => workspace.connect({ userId: "ada", name: "Ada" });
	render(
		<Profiler id="page" onRender={() => commits.push(renderedComponents(container))}>
			<WorkspaceChat workspaceId="memory" connect={connect} storage={null} />
		</Profiler>,
		{ container },
	);
	await screen.findByRole("button", { name: "Attach files" });
	await screen.findByText(BEGINNING);
	const connectBen = workspace.connect({ userId: "ben", name: "Ben" });
	const ben = createWorkspaceStore({ workspaceId: "memory", connect: connectBen, storage: null });
	const stop = ben.start();
	await screen.findByRole("button", { name: "2 people here" });
	await waitFor(() => expect(workspace.get().presence.people.size).toBe(2));
	await waitFor(() => expect(container.querySelectorAll(".wsc-status-dot")).toHaveLength(2));
	/** Others may be of a timer that ends meanwhile. */
	const commitsWith = (name: string) => commits.filter((names) => names.includes(name));

	commits.length = 0;
	act(() => ben.setDraft("Add a greeting"));
	await screen.findByText("Ben is typing…");
	expect(commitsWith("TypingLine")).toEqual([["TypingLine"]]);

	commits.length = 0;
	act(() => ben.updatePresence({ itemId: message.id }));
	await screen.findByTitle("Ben is reading here");
	expect(commitsWith("Readers")).toEqual([["Readers", "Faces", "Avatar"]]);

	commits.length = 0;
	act(() => workspace.apply({ kind: "append", itemId: message.id, text: " Two." }));
	await screen.findByText(`${BEGINNING} Two.`);
	expect(commitsWith("ItemMarkdown")).toEqual([["ItemMarkdown"]]);
	stop();
});

function LoudMessage({ item }: MessageProps) {
	return <p>{item.text.toUpperCase()}</p>;
}

test("a message of the host's own is given each word", async () => {
	const workspace = createMemoryWorkspace({ items: sampleTimeline({ ...message, text: "One.", open: true }) });
	const connect = () => workspace.connect({ userId: "ada", name: "Ada" });
	const components = { Message: LoudMessage };
	render(<WorkspaceChat workspaceId="memory" connect={connect} components={components} storage={null} />);
	await screen.findByText("ONE.");
	act(() => workspace.apply({ kind: "append", itemId: message.id, text: " Two." }));
	expect(await screen.findByText("ONE. TWO.")).toBeVisible();
});

test("useWorkspace returns the items, the participants and the methods", async () => {
	const workspace = createMemoryWorkspace({ items: sampleTimeline(message) });
	render(<Everything connect={workspace.connect({ userId: "ada", name: "Ada" })} />);
	const button = await screen.findByRole("button", { name: "connected, 1 items, Ada" });
	act(() => button.click());
	expect(await screen.findByRole("button", { name: /connected, 3 items/ })).toBeVisible();
});
