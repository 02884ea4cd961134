import { act, render, screen, waitFor, within } from "@testing-library/react";
import { type ReactNode, useEffect, useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
	ComponentsProvider,
	type Labels,
	type MessageProps,
	type PartError,
	Timeline,
	Workspace,
	type WorkspaceComponents,
	WorkspaceProvider,
} from "../../src/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { message, notice, prompt, readCall, result, thought } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat, type WorkspaceChatOptions } from "./renderWorkspaceChat.tsx";

const FAILED = "This part can’t be shown";
const items = sampleTimeline({ ...prompt, state: "done", result }, message, readCall);

// React and jsdom log what a part throws.
beforeEach(() => void vi.spyOn(console, "error").mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

/** A workspace whose host collects the errors of parts. */
function renderReported(options: WorkspaceChatOptions) {
	const errors: PartError[] = [];
	const onPartError = (error: PartError) => void errors.push(error);
	return { ...renderWorkspaceChat({ items, ...options, props: { ...options.props, onPartError } }), errors };
}

/** The button of the failed part, which is not the one of a prompt or an answer. */
function retryButton(): HTMLElement {
	const part = screen.getByText(FAILED).closest<HTMLElement>(".wsc-failed-part");
	return within(part ?? document.body).getByRole("button", { name: "Retry" });
}

function ThrowsInRender(): ReactNode {
	throw new Error("The host is broken.");
}

function ThrowsInEffect() {
	useEffect(() => {
		throw new Error("The host is broken.");
	}, []);
	return <p>Own part</p>;
}

/** What the host's parts do, for tests that change it. */
const host = { isBroken: false, rerender: () => {}, onClick: () => {} };

beforeEach(() => {
	host.isBroken = false;
});

/** A part that fails as long as the host is broken. */
function MayThrow() {
	const [, render] = useState(0);
	host.rerender = () => act(() => render((count) => count + 1));
	if (host.isBroken) throw new TypeError("steps is undefined");
	return (
		<button type="button" onClick={host.onClick}>
			Own part
		</button>
	);
}

async function expectRestGoesOn() {
	expect(await screen.findByText(FAILED)).toBeVisible();
	expect(screen.getAllByText(FAILED)).toHaveLength(1);
}

const SLOTS = [
	"SessionBar",
	"ConnectionBanner",
	"Timeline",
	"SessionNotice",
	"TurnStatus",
	"ApprovalDock",
	"QueueDock",
	"UnsentDock",
	"Composer",
] as const;

test.each(SLOTS.flatMap((slot) => [[slot, ThrowsInRender] as const, [slot, ThrowsInEffect] as const]))(
	"a %s of the host that fails (%o) leaves the others alone",
	async (slot, Part) => {
		const { errors } = renderReported({ props: { components: { [slot]: Part } } });
		await expectRestGoesOn();
		expect(screen.getByText(FAILED).closest("[role=alert]")).toBeVisible();
		if (slot !== "Composer") expect(screen.getByRole("textbox", { name: "Prompt" })).toBeEnabled();
		if (slot !== "Timeline") expect(await screen.findByText(/I found it/)).toBeVisible();
		expect(errors).toMatchObject([{ part: slot, error: { message: "The host is broken." } }]);
		expect(errors[0]?.componentStack).toContain(Part.name);
	},
);

test.each([
	["Message", { Message: ThrowsInRender }, "message-1"],
	["Prompt", { Prompt: ThrowsInEffect }, "prompt-1"],
	["toolCall", { toolCall: { read: ThrowsInRender } }, "call-read"],
] as const)("a %s of the host that fails is one row, and the other entries go on", async (_, components, itemId) => {
	const { errors } = renderReported({ props: { components } });
	await expectRestGoesOn();
	const rows = screen.getByRole("log").querySelectorAll(".wsc-row");
	expect(rows).toHaveLength(3);
	expect([...rows].filter((row) => row.textContent?.includes(FAILED))).toHaveLength(1);
	expect(errors).toMatchObject([{ part: "TimelineItem", itemId }]);
});

test("an end of a turn that fails leaves the entry above it alone", async () => {
	const { errors } = renderReported({ props: { components: { TurnEnd: ThrowsInRender } } });
	await expectRestGoesOn();
	expect(screen.getByRole("button", { name: /Read src\/upload\.ts/ })).toBeVisible();
	expect(errors).toMatchObject([{ part: "TurnEnd", itemId: prompt.id }]);
});

test("says what was thrown, and a button renders the part again", async () => {
	host.isBroken = true;
	const { user } = renderReported({ props: { components: { Message: MayThrow } } });
	await expectRestGoesOn();
	await user.click(screen.getByText("Details"));
	expect(screen.getByText("TypeError: steps is undefined")).toBeVisible();
	await user.click(retryButton());
	expect(screen.getByText(FAILED)).toBeVisible();
	host.isBroken = false;
	await user.click(retryButton());
	expect(screen.getByText("Own part")).toBeVisible();
	expect(screen.queryByText(FAILED)).not.toBeInTheDocument();
});

test("a part that fails later keeps the connection, and people go on working", async () => {
	const { workspace, user } = renderReported({
		onPrompt: (_prompt, agent) => agent.say("An answer"),
		props: { components: { SessionBar: MayThrow } },
	});
	const connect = vi.spyOn(workspace, "connect");
	await screen.findByText("Own part");
	host.isBroken = true;
	host.rerender();
	await expectRestGoesOn();
	await user.type(screen.getByRole("textbox", { name: "Prompt" }), "Go on{Enter}");
	expect(await screen.findByText("An answer")).toBeVisible();
	expect(connect).not.toHaveBeenCalled();
});

test("an error of an event handler ends nothing", async () => {
	const thrown: unknown[] = [];
	const record = (event: ErrorEvent) => {
		event.preventDefault();
		thrown.push(event.error);
	};
	window.addEventListener("error", record);
	host.onClick = throwing;
	const { user } = renderReported({ props: { components: { Message: MayThrow } } });
	await user.click(await screen.findByRole("button", { name: "Own part" }));
	expect(thrown).toMatchObject([{ message: "The text is broken." }]);
	expect(screen.getByRole("button", { name: "Own part" })).toBeVisible();
	expect(screen.queryByText(FAILED)).not.toBeInTheDocument();
	window.removeEventListener("error", record);
});

const throwing = () => {
	throw new Error("The text is broken.");
};

test.each([
	["participants", "SessionBar"],
	["thought", "TimelineItem"],
	["composerPlaceholder", "Composer"],
	["error", "TimelineItem"],
] as const)("a text of the host that throws (%s) ends only the part that shows it", async (name, part) => {
	const labels: Partial<Labels> = { [name]: throwing };
	const { errors } = renderReported({ items: sampleTimeline(prompt, thought, notice), props: { labels } });
	await expectRestGoesOn();
	expect(errors).toMatchObject([{ part }]);
});

test("a component that does not exist is one part, too", async () => {
	const components = { QueueDock: undefined, TurnStatus: {} } as unknown as Partial<WorkspaceComponents>;
	renderReported({ props: { components } });
	await expectRestGoesOn();
	expect(screen.getByRole("textbox", { name: "Prompt" })).toBeEnabled();
});

test("a callback that throws ends nothing", async () => {
	const uncaught = vi.fn();
	vi.stubGlobal("queueMicrotask", (callback: () => void) => {
		void Promise.resolve().then(callback).catch(uncaught);
	});
	renderWorkspaceChat({ items, props: { components: { Message: ThrowsInRender }, onPartError: throwing } });
	await expectRestGoesOn();
	expect(uncaught).toHaveBeenCalled();
	vi.unstubAllGlobals();
});

test("parts that are used alone report to the nearest provider", async () => {
	const errors: PartError[] = [];
	const workspace = createMemoryWorkspace({ items });
	const connect = () => workspace.connect({ userId: "ada", name: "Ada" });
	render(
		<WorkspaceProvider connect={connect} storage={null}>
			<Workspace workspaceId="memory">
				<ComponentsProvider onPartError={(error) => errors.push(error)}>
					<ComponentsProvider components={{ Message: ThrowsInRender }}>
						<Timeline />
					</ComponentsProvider>
				</ComponentsProvider>
			</Workspace>
		</WorkspaceProvider>,
	);
	await expectRestGoesOn();
	expect(errors).toMatchObject([{ part: "TimelineItem", itemId: message.id }]);
});

/** What a browser's translator does to a text. */
function translate(element: Element): void {
	for (const node of [...element.childNodes]) {
		if (!(node instanceof Text)) continue;
		const font = document.createElement("font");
		font.textContent = node.data;
		node.replaceWith(font);
	}
}

/** A part whose text comes and goes next to an element. */
function TextBesideElement({ item }: MessageProps) {
	return (
		<p data-testid="own">
			{item.open ? "Working" : null} <b>{item.text}</b>
		</p>
	);
}

test("a part of the host that a translator has taken apart is rendered again", async () => {
	const open = { ...message, open: true, text: "the answer" };
	const { errors, workspace } = renderReported({
		items: sampleTimeline(prompt, open),
		props: { components: { Message: TextBesideElement } },
	});
	const own = await screen.findByTestId("own");
	expect(own).toHaveTextContent("Working the answer");
	translate(own);
	workspace.apply({ kind: "item", item: { ...open, open: false } });
	await waitFor(() => expect(screen.getByTestId("own").textContent?.trim()).toBe("the answer"));
	expect(errors[0]).toMatchObject({ part: "TimelineItem", itemId: message.id, error: { name: "NotFoundError" } });
	expect(screen.queryByText(FAILED)).not.toBeInTheDocument();
});
