import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat, WorkspaceProvider } from "../src/index.ts";
import type { ApprovalItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { expectInReach } from "./fixtures/expectInReach.ts";
import { ada, ben, cleo, session } from "./fixtures/people.ts";
import { RoomPage } from "./fixtures/RoomPage.tsx";
import { sampleFolder } from "./fixtures/sampleFolder.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";

const meta: Meta<typeof WorkspaceChat> = {
	title: "Workspace chat",
	component: WorkspaceChat,
	args: { workspaceId: "acme/web" },
	render: ({ connect = staticWorkspace(), ...args }) => (
		<RoomPage connect={connect}>
			<WorkspaceChat {...args} />
		</RoomPage>
	),
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

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
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText("Nothing here yet")).toBeVisible();
	},
};

export const Working: Story = {
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

export const WorkingDark: Story = { ...Working, globals: { colorScheme: "dark" } };

export const Asking: Story = {
	args: {
		connect: staticWorkspace({ items: sampleTimeline(...work, asked(sample.approval)), turn }),
	},
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByRole("button", { name: "Always allow git push" })).toBeVisible();
	},
};

export const AskingDark: Story = { ...Asking, globals: { colorScheme: "dark" } };

export const AskingToEdit: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(...work, asked(sample.editApproval), asked(sample.approval)),
			turn,
		}),
	},
};

export const Done: Story = {
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

export const Failed: Story = {
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

export const FailedDark: Story = { ...Failed, globals: { colorScheme: "dark" } };

const lossy = createMemoryWorkspace({ items: sampleTimeline(...firstTurn), session });

const withFiles = createMemoryWorkspace({ items: sampleTimeline(...firstTurn), session, files: sampleFolder });

export const MentioningAFile: Story = {
	args: { connect: () => withFiles.connect(ada) },
	play: async ({ canvasElement, userEvent }) => {
		const room = within(canvasElement);
		await userEvent.type(await room.findByRole("textbox", { name: "Prompt" }), "Look at @src/up");
		await expect(await room.findByRole("option", { name: /upload.ts/ })).toBeVisible();
	},
};

export const MentioningAFileDark: Story = { ...MentioningAFile, globals: { colorScheme: "dark" } };

export const ConnectionLost: Story = {
	args: { connect: () => lossy.connect(ada) },
	play: async ({ canvasElement }) => {
		const room = within(canvasElement);
		await room.findByRole("article", { name: "Prompt by Ben" });
		lossy.dropConnections();
		await expect(await room.findByText(/Connection lost/)).toBeVisible();
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
		const room = within(canvasElement);
		await room.findByRole("article", { name: "Prompt by Ben" });
		cutOff.dropConnections();
		await expect(await room.findByText(/You are offline/, { selector: "[role=status] *" })).toBeVisible();
		await userEvent.type(room.getByRole("textbox", { name: "Prompt" }), "And the inbox, too{Enter}");
		await expect(await room.findByText("Waits for the connection")).toBeVisible();
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

export const Starting: Story = {
	args: {
		connect: staticWorkspace({
			session: { ...session, title: null, configOptions: [], state: { status: "starting", since: Date.now() - 2_000 } },
			queue: [{ ...sample.queuedPrompt, by: ada, text: "Hello there" }],
		}),
	},
	play: async ({ canvasElement }) => {
		const room = within(canvasElement);
		await expect(await room.findByRole("article", { name: "Prompt by Ada" })).toHaveTextContent("Hello there");
		await expect(room.queryByRole("region", { name: "1 queued" })).not.toBeInTheDocument();
		await expect(room.getByRole("button", { name: "Withdraw “Hello there”" })).toBeInTheDocument();
	},
};

export const SessionFailed: Story = {
	args: {
		connect: staticWorkspace({
			session: {
				...session,
				state: {
					status: "failed",
					error: {
						code: "agent_not_installed",
						message: "Claude is not installed in the sandbox, so no prompt can run.",
						hint: "Install it with `sandbox-agent install-agent claude`, then try again.",
						detail: "502: agent binary not found",
					},
					retryAt: null,
				},
			},
		}),
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
	participants: [ada, ben, cleo, ...["four", "five", "six"].map((userId) => ({ ...ada, userId }))],
	session: { ...session, usage: { used: 24_000, size: 200_000, cost: { amount: 0.42, currency: "USD" } } },
});

/** The pictures at the end of the bar lead to all the names. */
export const PeopleListed: Story = {
	args: { connect: crowded },
	play: async ({ canvasElement, userEvent }) => {
		const room = within(canvasElement);
		await userEvent.click(await room.findByRole("button", { name: "6 people here" }));
		const list = within(await room.findByRole("list", { name: "6 people here" }));
		await expect(list.getAllByRole("listitem")).toHaveLength(6);
		await expectInReach(list.getAllByRole("listitem")[5] as HTMLElement);
	},
};
export const PeopleListedDark: Story = { ...PeopleListed, globals: { colorScheme: "dark" } };

/** Six people and a cost, and every button of the bar is there. */
const fitsInWindow: Story["play"] = async ({ canvasElement }) => {
	const room = within(canvasElement);
	await room.findByRole("button", { name: "Attach files" });
	await room.findByRole("button", { name: "Show files and processes" });
	const chat = room.getByRole("region", { name: "Workspace chat" });
	await expect(chat.scrollWidth).toBe(chat.clientWidth);
	await expect(room.getByRole("heading", { level: 2 }).getBoundingClientRect().width).toBeGreaterThan(60);
	await expectInReach(room.getByRole("button", { name: "Show files and processes" }));
	const [line] = room.getAllByRole("button", { name: /npm test -- upload/, expanded: false });
	const chevron = line?.querySelector(".wsc-fold-mark");
	if (!chevron) throw new Error("no line to open");
	await expectInReach(chevron);
	const [row, field] = [chevron.closest(".wsc-column"), canvasElement.querySelector(".wsc-composer")];
	await expect(row?.getBoundingClientRect().left).toBe(field?.getBoundingClientRect().left);
};

export const Narrow: Story = { args: { connect: crowded, panel: true }, ...atSize(375, 740), play: fitsInWindow };
export const Narrowest: Story = { ...Narrow, ...atSize(320, 640) };
export const HalfWide: Story = { ...Narrow, ...atSize(640, 740) };

/** Over the conversation the panel says what waits below it, and leads there. */
export const AskingUnderPanel: Story = {
	...Narrow,
	play: async ({ canvasElement, userEvent }) => {
		const room = within(canvasElement);
		await userEvent.click(await room.findByRole("button", { name: "Show files and processes" }));
		const waiting = await room.findByRole("button", { name: "1 permission waits" });
		await expectInReach(waiting);
		await userEvent.click(waiting);
		await expectInReach(room.getByRole("button", { name: "Allow" }));
	},
};

export const Short: Story = {
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
		const room = within(canvasElement);
		await room.findByRole("button", { name: /Allow/ });
		const bottomOf = (element: HTMLElement) => element.getBoundingClientRect().bottom;
		const end = bottomOf(room.getByRole("region", { name: "Workspace chat" }));
		await expect(bottomOf(room.getByRole("textbox", { name: "Prompt" }))).toBeLessThan(end);
		for (const button of room.getAllByRole("button", { name: /Allow|Reject|Add to queue/ }))
			await expect(bottomOf(button)).toBeLessThan(end);
		await expect(room.getByRole("log").getBoundingClientRect().height).toBeGreaterThan(80);
	},
};

const answerInReach: Story["play"] = async ({ canvasElement }) => {
	const room = within(canvasElement);
	await room.findByRole("button", { name: "Attach files" });
	const answers = await room.findAllByRole("button", { name: /^(Allow|Always allow|Reject)/ });
	for (const button of answers) await expectInReach(button);
	await expectInReach(room.getByRole("textbox", { name: "Prompt" }));
	await expectInReach(room.getByRole("button", { name: "Add to queue" }));
};

/** A window of 1280 × 860 at 200 %. */
export const AskingEnlarged: Story = { ...Asking, ...atSize(640, 430), play: answerInReach };
export const AskingOnItsSide: Story = { ...Asking, ...atSize(844, 390), play: answerInReach };
export const AskingOverKeyboard: Story = { ...AskingToEdit, ...atSize(375, 400), play: answerInReach };
/** A window of 1280 × 800 at 200 %: what would be changed can be read above the answers. */
export const AskingToEditEnlarged: Story = {
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
		const card = within(context.canvasElement).getByRole("region", { name: /asks for permission/ });
		await expect(card).toHaveTextContent("rm -rf dist");
		await expect(card.scrollHeight).toBeGreaterThan(card.clientHeight);
	},
};

export const RightToLeft: Story = {
	...Working,
	render: ({ connect = staticWorkspace(), ...args }) => (
		<div dir="rtl">
			<RoomPage connect={connect}>
				<WorkspaceChat {...args} />
			</RoomPage>
		</div>
	),
};

/**
 * The mark of a fold points to where one reads on, and turns down from there. Paths are read from left to right anywhere,
 * and so are the rows of the tree.
 */
export const RightToLeftMarks: Story = {
	...RightToLeft,
	args: { connect: () => withFiles.connect(ada), panel: true },
	play: async ({ canvasElement, userEvent }) => {
		const room = within(canvasElement);
		await userEvent.click(await room.findByRole("button", { name: "Show files and processes" }));
		const folder = await room.findByRole("treeitem", { name: /^docs/ });
		const fold = await room.findByRole("button", { name: /^Done/ });
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
