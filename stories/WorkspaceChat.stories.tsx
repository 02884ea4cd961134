import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { workspaceNotFoundError } from "../src/core/errors/connectionErrors.ts";
import { WorkspaceError } from "../src/core/index.ts";
import { WorkspaceChat, WorkspaceProvider } from "../src/index.ts";
import type { ApprovalItem, ToolCallItem } from "../src/protocol/index.ts";
import { databaseNewerRefusal, originRefusal } from "../src/rules/refusals.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { connectionProps } from "./fixtures/connectionProps.ts";
import { expectInReach } from "./fixtures/expectInReach.ts";
import { ada, ben, cleo, session } from "./fixtures/people.ts";
import { sampleFolder } from "./fixtures/sampleFolder.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { untilPartsLoaded } from "./fixtures/untilPartsLoaded.ts";
import { renderChat } from "./fixtures/WorkspacePage.tsx";

const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/WorkspaceChat",
	id: "workspace-chat",
	tags: ["!autodocs"],
	component: WorkspaceChat,
	args: { workspaceId: "acme/web" },
	argTypes: {
		...connectionProps,
		submitOn: { control: { type: "inline-radio" }, options: ["enter", "mod-enter"] },
	},
	render: renderChat,
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

/** As the actor says it. */
const storageFull = {
	code: "storage_full",
	message: "The server’s disk is full, so nothing new can be stored.",
	hint: "What is here can still be read. Once whoever runs the server has made room, it continues by itself.",
} as const;

const done = {
	...sample.prompt,
	id: "prompt-0",
	clientId: "client-0",
	turnId: "turn-0",
	by: ben,
	state: "done",
} as const;
const firstTurn = [
	{
		...done,
		text: "Who calls `uploadFile`, and what happens when it fails?",
		result: { ...sample.result, files: [], commands: 0, durationMs: 8_000 },
	},
	{ ...sample.searchCall, id: "call-search-0", turnId: "turn-0" },
	{
		...sample.message,
		id: "message-0",
		turnId: "turn-0",
		text: "Two pages call it, `files.ts` and `inbox.ts`. **Neither looks at the answer**, so a failed upload is lost without a word.",
	},
] as const;
const work = [
	sample.prompt,
	sample.thought,
	sample.plan,
	sample.readCall,
	sample.searchCall,
	sample.message,
	sample.editCall,
	sample.commandCall,
] as const;
const asked = (approval: ApprovalItem) => ({ ...approval, createdAt: Date.now() - 12_000 });
const turn = { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 34_000, state: "running" } as const;

export const Empty: Story = {
	tags: ["autodocs"],
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText("What should we work on?")).toBeVisible();
	},
};

const withSuggestions = createMemoryWorkspace({ session });

/** Prompts to begin with: a click puts one into the composer. */
export const WithSuggestions: Story = {
	tags: ["autodocs"],
	args: {
		connect: () => withSuggestions.connect(ada),
		suggestions: [
			"What is this project about?",
			{ label: "Find a bug", prompt: "Look for a bug in src/upload.ts, and explain it before you change anything." },
			"Write tests for what has none",
		],
	},
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		const list = within(await canvas.findByRole("list", { name: "Suggestions" }));
		await userEvent.click(list.getByRole("button", { name: "Find a bug" }));
		const field = canvas.getByRole("textbox", { name: "Prompt" });
		await expect(field).toHaveValue("Look for a bug in src/upload.ts, and explain it before you change anything.");
		await expect(field).toHaveFocus();
		await expect(canvas.queryByRole("list", { name: "Suggestions" })).toBeNull();
		await userEvent.clear(field);
		await expect(await canvas.findByRole("list", { name: "Suggestions" })).toBeVisible();
	},
};

export const EmptyForViewers: Story = {
	args: { connect: staticWorkspace({ self: { ...cleo, allowedActions: ["sync", "getHistory", "getItem"] } }) },
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText("No conversation yet")).toBeVisible();
	},
};

export const Working: Story = {
	tags: ["autodocs"],
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(...firstTurn, ...work, {
				...sample.commandCall,
				id: "call-lint",
				title: "npm run lint",
				status: "in_progress",
				content: [],
				createdAt: Date.now() - 5_000,
				endedAt: null,
			}),
			turn,
			participants: [ada, ben, cleo],
			queue: [{ ...sample.queuedPrompt, text: "Then write it down in the changelog." }],
		}),
	},
};

/** Everybody sees why nothing new arrives. What was sent meanwhile is kept, and says when it can be sent. */
export const StorageFull: Story = {
	tags: ["autodocs"],
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(...firstTurn, ...work),
			session: { ...session, storageError: storageFull },
		}),
	},
	play: async ({ canvas }) => {
		await expect(await canvas.findByText(storageFull.message)).toBeVisible();
		await expect(canvas.getByText(/can still be read/)).toBeVisible();
		await expect(canvas.getByRole("textbox", { name: "Prompt" })).toBeEnabled();
	},
};
export const StorageFullPhone: Story = { tags: ["!dev", "!autodocs"], ...StorageFull, ...atSize(375, 740) };

const lint: ToolCallItem = {
	...sample.commandCall,
	id: "call-lint",
	title: "npm run lint",
	status: "in_progress",
	rawInput: { command: "npm run lint" },
	rawOutput: undefined,
	createdAt: Date.now() - 5_000,
	endedAt: null,
};

/** The command is in its row, open as it prints, and in the status line; each has a time of its own. */
export const CommandRunning: Story = {
	args: { connect: staticWorkspace({ items: sampleTimeline(...work, lint), turn }) },
	play: async ({ canvas }) => {
		const named = await canvas.findByText("npm run lint", { selector: "[role=status] *" });
		await untilPartsLoaded(canvas.getByRole("log"));
		await expect(canvas.getAllByText("npm run lint")).toHaveLength(2);
		await expect(named.parentElement).toHaveTextContent(/npm run lint(\d+m )?\d+s/);
	},
};
const levels = ["Low", "Medium", "High"].map((name) => ({ value: name, name }));
const fiveSettings = [
	...session.configOptions,
	{ id: "effort", name: "Reasoning effort", category: "thought_level", value: "Medium", choices: levels },
	{ id: "sandbox", name: "Sandbox", category: null, value: "High", choices: levels },
	{ id: "web", name: "Web search", category: null, value: "true", choices: [] },
] as const;

/** Settings that do not fit beside Stop are behind one button: none is cut off. */
export const FiveSettings: Story = {
	...atSize(1280, 800),
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(...work, lint),
			turn,
			session: { ...session, configOptions: fiveSettings },
		}),
	},
	play: async ({ canvas, userEvent }) => {
		const stop = await canvas.findByRole("button", { name: "Stop" });
		await userEvent.click(await canvas.findByRole("button", { name: "Session settings" }));
		const list = within(canvas.getByRole("dialog", { name: "Session settings" }));
		for (const control of [...list.getAllByRole("combobox"), list.getByRole("switch")]) await expectInReach(control);
		await expectInReach(stop);
	},
};
/** People read who let the agent do more, at the place where it happened. */
export const SettingChanged: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(
				...firstTurn,
				sample.event,
				...work.slice(0, 4),
				{ ...sample.event, id: "event-2", by: null, turnId: "turn-1" },
				...work.slice(4),
			),
			turn,
		}),
	},
	play: async ({ canvas }) => {
		await expect(await canvas.findByText("Ben changed Mode from Ask first to Accept edits")).toBeVisible();
		await expect(canvas.getByText("Claude changed Mode from Ask first to Accept edits")).toBeInTheDocument();
	},
};
export const SettingChangedPhone: Story = { tags: ["!dev", "!autodocs"], ...SettingChanged, ...atSize(375, 740) };

export const Asking: Story = {
	tags: ["autodocs"],
	args: {
		connect: staticWorkspace({ items: sampleTimeline(...work, asked(sample.approval)), turn }),
	},
	play: async ({ canvasElement }) => {
		const always = await within(canvasElement).findByRole("button", { name: "Always allow git push" });
		// The card fades in.
		await waitFor(() => expect(always).toBeVisible());
	},
};

export const AskingToEdit: Story = {
	tags: ["autodocs"],
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(...work, asked(sample.editApproval), asked(sample.approval)),
			turn,
		}),
	},
};

export const Done: Story = {
	tags: ["autodocs"],
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(
				{ ...sample.prompt, state: "done", result: sample.result },
				...work.slice(1),
				sample.answeredApproval,
				{
					...sample.message,
					id: "message-9",
					text: "Uploads are retried now. Both tests pass, and the branch is pushed.",
				},
			),
		}),
	},
};

/** What a turn changed, file by file, without a search for its calls. */
export const ChangesOfATurn: Story = {
	args: { ...Done.args, panel: true },
	play: async ({ canvasElement }) => {
		const summary = await openSummary(canvasElement);
		await userEvent.click(within(summary).getByRole("button", { name: /^src\/upload\.ts/ }));
		await expect(await within(summary).findByRole("figure", { name: /src\/upload\.ts/ })).toBeVisible();
		// Its change is not loaded: there is nothing to unfold.
		await expect(within(summary).queryByRole("button", { name: /upload\.test\.ts/ })).toBeNull();
	},
};
export const ChangedFileOpens: Story = {
	args: {
		panel: true,
		connect: () =>
			createMemoryWorkspace({
				files: sampleFolder,
				items: sampleTimeline({ ...sample.prompt, state: "done", result: sample.result }, ...work.slice(1)),
			}).connect(ada),
	},
	play: async ({ canvasElement }) => {
		const [open] = within(await openSummary(canvasElement)).getAllByRole("button", { name: "Open file" });
		if (!open) throw new Error("The changed file has no button that opens it.");
		await userEvent.click(open);
		await expect(await within(canvasElement).findByRole("region", { name: "test/upload.test.ts" })).toBeVisible();
	},
};

const used = {
	used: 24_000,
	size: 200_000,
	cost: { amount: 0.42, currency: "USD" },
	tokens: { input: 18_400, cachedRead: 120_400, cachedWrite: 3_820, output: 2_310, thought: 1_096, total: 144_930 },
};

/** What a turn used, in its summary. */
export const TurnUsage: Story = {
	args: {
		connect: staticWorkspace({
			session: { ...session, usage: used },
			items: sampleTimeline(
				{ ...sample.prompt, state: "done", result: { ...sample.result, usage: used } },
				sample.thought,
				sample.commandCall,
				sample.message,
			),
		}),
	},
	play: async ({ canvasElement, userEvent }) => {
		await openSummary(canvasElement);
		await userEvent.click(await within(canvasElement).findByRole("button", { name: "24K / 200K tokens · $0.42" }));
		await expect(await within(canvasElement).findByText("144,930")).toBeVisible();
	},
};

/** What the session used, also where the bar is narrow. */
export const SessionUsage: Story = {
	args: TurnUsage.args ?? {},
	play: async ({ canvasElement, userEvent }) => {
		await userEvent.click(await within(canvasElement).findByRole("button", { name: /Session cost/ }));
		await expect(await within(canvasElement).findByText("144,930")).toBeVisible();
	},
};

/** The details of the only turn. */
async function openSummary(canvasElement: HTMLElement): Promise<HTMLElement> {
	const line = await within(canvasElement).findByRole("button", { name: /2 files/ });
	await userEvent.click(line);
	const summary = line.parentElement;
	if (!summary) throw new Error("There is no summary of the turn.");
	return summary;
}

export const Failed: Story = {
	tags: ["autodocs"],
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(
				{ ...sample.prompt, state: "failed", result: sample.failedResult },
				sample.thought,
				{ ...sample.commandCall, status: "failed" },
				sample.notice,
			),
		}),
	},
};

/** That the agent runs again stands below the failure it recovered from. */
export const RunsAgainAfterFailure: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(
				{
					...sample.prompt,
					state: "failed",
					result: {
						...sample.failedResult,
						error: { code: "sandbox_unreachable", message: "The sandbox does not answer." },
					},
				},
				sample.thought,
				{ ...sample.restoredNotice, turnId: null },
				{ ...sample.prompt, id: "prompt-2", clientId: "client-2", turnId: "turn-2", text: "Go on", state: "done" },
				{ ...sample.message, id: "message-2", turnId: "turn-2" },
			),
		}),
	},
	play: async ({ canvas }) => {
		const failure = await canvas.findByText("The sandbox does not answer.", { selector: ".wsc-turn-end *" });
		const restored = await canvas.findByText(/^Agent restarted/);
		await expect(failure.compareDocumentPosition(restored)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
		for (const detail of canvas.getAllByText("The sandbox does not answer.")) {
			if (detail !== failure) await expect(detail).not.toBeVisible();
		}
	},
};

const lossy = createMemoryWorkspace({ items: sampleTimeline(...firstTurn), session });

const withFiles = createMemoryWorkspace({ items: sampleTimeline(...firstTurn), session, files: sampleFolder });

export const MentioningAFile: Story = {
	args: { connect: () => withFiles.connect(ada) },
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await userEvent.type(await canvas.findByRole("textbox", { name: "Prompt" }), "Look at @src/up");
		await expect(await canvas.findByRole("option", { name: /upload.ts/ })).toBeVisible();
	},
};

/** The first connection is not there yet after five seconds. */
export const Unreachable: Story = {
	args: { connect: () => () => ({ call: () => new Promise(() => {}), close: () => {} }) },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await waitFor(() => expect(canvas.getByText(/Can’t reach the server/)).toBeVisible(), { timeout: 10_000 });
		await expect(canvas.getByRole("button", { name: "Retry" })).toBeVisible();
	},
};

const noToken = new WorkspaceError({
	code: "params_failed",
	message: "This page couldn’t get what it needs to open the workspace.",
	hint: "It may be a sign-in that has expired, or a server that is down.",
	detail: "getParams: The token service answered 500.",
});

/** The host's own `getParams` fails. */
export const ParamsFailed: Story = {
	args: {
		connect: () => (listener) => {
			queueMicrotask(() => listener.onLost(noToken));
			return { call: () => new Promise(() => {}), close: () => {} };
		},
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await waitFor(() => expect(canvas.getByText(/token service answered 500/)).toBeVisible(), { timeout: 10_000 });
	},
};

export const ConnectionLost: Story = {
	tags: ["autodocs"],
	args: { connect: () => lossy.connect(ada) },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByRole("article", { name: "Prompt by Ben" });
		lossy.dropConnections();
		await expect(await canvas.findByText(/Connection lost/)).toBeVisible();
	},
};

const cutOff = createMemoryWorkspace({ items: sampleTimeline(...firstTurn), session });

/** The browser says that it has no network; what is sent meanwhile waits. */
export const Offline: Story = {
	args: { connect: () => cutOff.connect(ada) },
	beforeEach() {
		Object.defineProperty(navigator, "onLine", { configurable: true, value: false });
		return () => void Reflect.deleteProperty(navigator, "onLine");
	},
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await canvas.findByRole("article", { name: "Prompt by Ben" });
		cutOff.dropConnections();
		await expect(await canvas.findByText(/You’re offline/, { selector: "[role=status] *" })).toBeVisible();
		await userEvent.type(canvas.getByRole("textbox", { name: "Prompt" }), "And the inbox, too{Enter}");
		await expect(await canvas.findByText("Will send when you’re back online")).toBeVisible();
	},
};

export const TurnedAway: Story = {
	args: {
		connect: () => {
			const closed = createMemoryWorkspace();
			closed.refuseConnections({
				code: "forbidden",
				message: "This is not your workspace.",
				hint: "Ask its owner for a role.",
			});
			return closed.connect(ada);
		},
	},
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText("This is not your workspace.")).toBeVisible();
	},
};

/** What the server answers to a page of another host. */
export const OriginNotAllowed: Story = {
	args: {
		connect: () => {
			const closed = createMemoryWorkspace();
			closed.refuseConnections(originRefusal("https://preview-482.acme.example", false).info);
			return closed.connect(ada);
		},
	},
	play: async ({ canvas }) => {
		await expect(await canvas.findByText(/accept https:\/\/preview-482\.acme\.example/)).toBeVisible();
		await expect(canvas.getByText("origins", { selector: "code" })).toBeVisible();
	},
};
export const OriginNotAllowedPhone: Story = { tags: ["!dev", "!autodocs"], ...OriginNotAllowed, ...atSize(375, 740) };

/** With `createMissing={false}`, before the host has created it. */
export const NotFound: Story = {
	args: {
		connect: () => {
			const missing = createMemoryWorkspace();
			missing.refuseConnections(workspaceNotFoundError().toInfo());
			return missing.connect(ada);
		},
	},
	play: async ({ canvas }) => {
		await expect(await canvas.findByText("This workspace doesn’t exist.")).toBeVisible();
		await expect(canvas.getByRole("button", { name: "Retry" })).toBeVisible();
	},
};

const older = createMemoryWorkspace({ items: sampleTimeline(...firstTurn), session });

/** A newer server that has migrated the workspace is gone. The page waits for the next one. */
export const ServerOutdated: Story = {
	args: { connect: () => older.connect(ada) },
	play: async ({ canvas }) => {
		await canvas.findByRole("article", { name: "Prompt by Ben" });
		older.refuseConnections(databaseNewerRefusal().info);
		const message = /A newer version of the server has opened this workspace/;
		await expect(await canvas.findByText(message, {}, { timeout: 20_000 })).toBeVisible();
		await expect(canvas.getByRole("textbox", { name: "Prompt" })).toBeEnabled();
	},
};

export const Starting: Story = {
	args: {
		connect: staticWorkspace({
			session: { ...session, title: null, configOptions: [], state: { status: "starting", since: Date.now() - 2_000 } },
			queue: [{ ...sample.queuedPrompt, by: ada, text: "Hello there" }],
		}),
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(await canvas.findByRole("article", { name: "Prompt by Ada" })).toHaveTextContent("Hello there");
		await expect(canvas.queryByRole("region", { name: "1 queued" })).not.toBeInTheDocument();
		await expect(canvas.getByRole("button", { name: "Remove “Hello there” from queue" })).toBeInTheDocument();
	},
};

const startedBefore = createMemoryWorkspace({
	items: sampleTimeline(...firstTurn),
	session: { ...session, state: { status: "starting", since: Date.now() - 2_000 } },
});

/** The connection is lost while the agent starts: nobody knows whether it has started. */
export const StartingOutOfSight: Story = {
	args: { connect: () => startedBefore.connect(ada) },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByText("Starting the agent…", { selector: "p, p > span" });
		startedBefore.dropConnections();
		await expect(
			await canvas.findByText(/starting when the connection was lost/, { selector: "p, p > span" }),
		).toBeVisible();
	},
};

const notInstalled = {
	code: "agent_not_installed",
	message: "The agent “claude” isn’t installed in the sandbox.",
	hint: "Run this where the sandbox runs, then retry: `npx sandbox-agent install-agent claude`.",
	detail: "502: agent binary not found",
} as const;

/** What to do is said once, below the timeline, and the command can be copied. */
export const SessionFailed: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(sample.prompt, { ...sample.notice, ...notInstalled }),
			session: { ...session, state: { status: "failed", error: notInstalled, retryAt: null } },
		}),
	},
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(await canvas.findAllByText(/isn’t installed/)).toHaveLength(2);
		await expect(canvas.getAllByText("npx sandbox-agent install-agent claude")).toHaveLength(1);
		await expect(canvas.getByRole("button", { name: "Copy" })).toBeVisible();
	},
};

export const ReadingAlong: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(...firstTurn, ...work, sample.approval),
			turn,
			self: { ...cleo, allowedActions: ["sync", "getHistory", "getItem"] },
		}),
	},
};

const crowded = staticWorkspace({
	items: sampleTimeline(...work, sample.approval),
	turn,
	participants: [ada, ben, cleo, ...["Dan", "Eva", "Bo"].map((name) => ({ ...ada, userId: name, name }))],
	session: { ...session, usage: { used: 24_000, size: 200_000, cost: { amount: 0.42, currency: "USD" } } },
});

/** The pictures at the end of the bar lead to all the names. */
export const PeopleListed: Story = {
	args: { connect: crowded },
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "6 people here" }));
		const list = within(await canvas.findByRole("list", { name: "6 people here" }));
		await expect(list.getAllByRole("listitem")).toHaveLength(6);
		await expectInReach(list.getAllByRole("listitem")[5] as HTMLElement);
		const avatars = list.getAllByRole("listitem").map((person) => person.querySelector(".wsc-avatar"));
		await expect(new Set(avatars.map((avatar) => avatar?.textContent)).size).toBe(6);
		await expect(new Set(avatars.map((avatar) => avatar && getComputedStyle(avatar).backgroundColor)).size).toBe(6);
	},
};
/** Six people and a cost, and every button of the bar is there. */
const fitsInWindow: Story["play"] = async ({ canvasElement }) => {
	const canvas = within(canvasElement);
	await canvas.findByRole("button", { name: "Attach files" });
	await canvas.findByRole("button", { name: "Show files and processes" });
	const chat = canvas.getByRole("region", { name: "Workspace chat" });
	await expect(chat.scrollWidth).toBe(chat.clientWidth);
	await expect(canvas.getByRole("heading", { level: 2 }).getBoundingClientRect().width).toBeGreaterThan(60);
	await expectInReach(canvas.getByRole("button", { name: "Show files and processes" }));
	const [line] = canvas.getAllByRole("button", { name: /npm test -- upload/, expanded: false });
	const chevron = line?.querySelector(".wsc-fold-mark");
	if (!chevron) throw new Error("no line to open");
	await expectInReach(chevron);
	const [row, field] = [chevron.closest(".wsc-column"), canvasElement.querySelector(".wsc-composer")];
	await expect(row?.getBoundingClientRect().left).toBe(field?.getBoundingClientRect().left);
};

export const Narrow: Story = {
	tags: ["!dev", "!autodocs"],
	args: { connect: crowded, panel: true },
	...atSize(375, 740),
	play: fitsInWindow,
};
export const Narrowest: Story = { tags: ["!dev", "!autodocs"], ...Narrow, ...atSize(320, 640) };
export const HalfWide: Story = { tags: ["!dev", "!autodocs"], ...Narrow, ...atSize(640, 740) };

/** Over the conversation the panel says what waits below it, and leads there. */
export const AskingUnderPanel: Story = {
	...Narrow,
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "Show files and processes" }));
		const waiting = await canvas.findByRole("button", { name: "1 approval needed" });
		await expectInReach(waiting);
		await userEvent.click(waiting);
		await expectInReach(canvas.getByRole("button", { name: "Allow" }));
	},
};

export const Short: Story = {
	tags: ["!dev", "!autodocs"],
	args: {
		connect: staticWorkspace({ items: sampleTimeline(...work, sample.editApproval, sample.queuedPrompt), turn }),
	},
	render: ({ connect = staticWorkspace(), ...args }) => (
		<WorkspaceProvider connect={connect} storage={null}>
			<div style={{ inlineSize: 375, blockSize: 520 }}>
				<WorkspaceChat {...args} />
			</div>
		</WorkspaceProvider>
	),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await canvas.findByRole("button", { name: /Allow/ });
		const bottomOf = (element: HTMLElement) => element.getBoundingClientRect().bottom;
		const end = bottomOf(canvas.getByRole("region", { name: "Workspace chat" }));
		await expect(bottomOf(canvas.getByRole("textbox", { name: "Prompt" }))).toBeLessThan(end);
		for (const button of canvas.getAllByRole("button", { name: /Allow|Reject|Add to queue/ }))
			await expect(bottomOf(button)).toBeLessThan(end);
		await expect(canvas.getByRole("log").getBoundingClientRect().height).toBeGreaterThan(80);
	},
};

const answerInReach: Story["play"] = async ({ canvasElement }) => {
	const canvas = within(canvasElement);
	await canvas.findByRole("button", { name: "Attach files" });
	const answers = await canvas.findAllByRole("button", { name: /^(Allow|Always allow|Reject)/ });
	for (const button of answers) await expectInReach(button);
	await expectInReach(canvas.getByRole("textbox", { name: "Prompt" }));
	await expectInReach(canvas.getByRole("button", { name: "Queue: Add to queue" }));
};

/** A window of 1280 × 860 at 200 %. */
export const AskingEnlarged: Story = {
	tags: ["!dev", "!autodocs"],
	...Asking,
	...atSize(640, 430),
	play: answerInReach,
};
export const AskingOnItsSide: Story = {
	tags: ["!dev", "!autodocs"],
	...Asking,
	...atSize(844, 390),
	play: answerInReach,
};
export const AskingOverKeyboard: Story = {
	tags: ["!dev", "!autodocs"],
	...AskingToEdit,
	...atSize(375, 400),
	play: answerInReach,
};
/** A window of 1280 × 800 at 200 %: what would be changed can be read above the answers. */
export const AskingToEditEnlarged: Story = {
	tags: ["!dev", "!autodocs"],
	...AskingToEdit,
	...atSize(640, 400),
	play: async (context) => {
		await answerInReach(context);
		const lines = await within(context.canvasElement).findAllByRole("deletion");
		for (const line of lines.slice(0, 1)) await expectInReach(line);
	},
};
export const AskingManyLines: Story = {
	...atSize(375, 740),
	args: {
		connect: staticWorkspace({ items: sampleTimeline(...work, sample.longApproval), turn }),
	},
	play: async (context) => {
		await answerInReach(context);
		const card = within(context.canvasElement).getByRole("region", { name: /wants to/ });
		await expect(card).toHaveTextContent("rm -rf dist");
		const request = within(card).getByRole("region", { name: "Request" });
		await expect(request.scrollHeight).toBeGreaterThan(request.clientHeight);
	},
};

export const RightToLeft: Story = { ...Working, globals: { direction: "rtl" } };

/**
 * The mark of a fold points to where one reads on, and turns down from there. Paths are read from left to right anywhere,
 * and so are the rows of the tree.
 */
export const RightToLeftMarks: Story = {
	tags: ["!dev", "!autodocs"],
	...RightToLeft,
	args: { connect: () => withFiles.connect(ada), panel: true },
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "Show files and processes" }));
		const folder = await canvas.findByRole("treeitem", { name: /^docs/ });
		const fold = await canvas.findByRole("button", { name: /^Done/ });
		for (const [line, scale, rotate] of [
			[fold, "-1 1", "-90deg"],
			[folder, "1", "90deg"],
		] as const) {
			const mark = line.querySelector(".wsc-fold-mark, .wsc-tree-row > .wsc-icon");
			if (!mark) throw new Error("Nothing marks it.");
			await expect(getComputedStyle(mark).scale).toBe(scale);
			await userEvent.click(line);
			await waitFor(() => expect(getComputedStyle(mark).rotate).toBe(rotate));
		}
	},
};

function Broken(): never {
	throw new TypeError("Cannot read properties of undefined (reading 'steps')");
}

/** A host's own parts that fail: an entry, the plan, and the end of the turn. Everything else goes on. */
export const PartsFailed: Story = {
	args: {
		components: { Plan: Broken, TurnEnd: Broken, QueueDock: Broken },
		connect: staticWorkspace({
			items: sampleTimeline({ ...sample.prompt, state: "done", result: sample.result }, ...work.slice(1)),
		}),
	},
	play: async ({ canvasElement, canvas }) => {
		await waitFor(() => expect(canvas.getAllByText("This part can’t be shown")).toHaveLength(3));
		await expect(canvas.getByRole("textbox", { name: "Prompt" })).toBeEnabled();
		await expect(canvasElement.querySelector(".wsc-message")).toBeVisible();
		await userEvent.click(within(canvas.getByRole("log")).getAllByText("Details")[0] ?? canvasElement);
	},
};

/** The parts with room of their own. */
export const LargePartsFailed: Story = {
	args: { components: { SessionBar: Broken, Timeline: Broken } },
	play: async ({ canvas }) => {
		await waitFor(() => expect(canvas.getAllByText("This part can’t be shown")).toHaveLength(2));
		await expect(canvas.getByRole("textbox", { name: "Prompt" })).toBeVisible();
	},
};
