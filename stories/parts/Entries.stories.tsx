import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import {
	ComponentsProvider,
	LabelsProvider,
	TimelineItemView,
	TurnEnd,
	type UnknownUpdateProps,
	WorkspaceChat,
} from "../../src/index.ts";
import { german } from "../../src/locales/de.ts";
import { COMPACTION_STATUSES, type EventItem, type Participant } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { PartPage } from "../fixtures/PartPage.tsx";
import { ada, ben, cleo } from "../fixtures/people.ts";
import * as sample from "../fixtures/sampleItems.ts";
import { sampleTimeline } from "../fixtures/sampleTimeline.ts";
import { untilPartsLoaded } from "../fixtures/untilPartsLoaded.ts";
import { WorkspacePage } from "../fixtures/WorkspacePage.tsx";

const meta: Meta<typeof TimelineItemView> = {
	title: "Parts/TimelineItemView",
	component: TimelineItemView,
	render: (args) => (
		<PartPage>
			<TimelineItemView {...args} />
		</PartPage>
	),
};

export default meta;
type Story = StoryObj<typeof TimelineItemView>;

const turn = { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 4_000, state: "running" } as const;

const openAll: Story["play"] = async ({ canvasElement, userEvent }) => {
	for (const line of await within(canvasElement).findAllByRole("button", { expanded: false })) {
		await userEvent.click(line);
		await expect(line).toHaveAttribute("aria-expanded", "true");
	}
	await untilPartsLoaded(canvasElement);
};

export const Prompts: Story = {
	render: () => (
		<PartPage>
			{(["queued", "running", "cancelled", "interrupted", "withdrawn"] as const).map((state) => (
				<TimelineItemView key={state} item={{ ...sample.prompt, id: state, state }} />
			))}
			{(["access_ended", "role_lowered"] as const).map((reason) => (
				<TimelineItemView
					key={reason}
					item={{ ...sample.prompt, id: reason, by: ben, state: "withdrawn", withdrawal: { reason, person: ben } }}
				/>
			))}
			<TimelineItemView
				item={{ ...sample.prompt, id: "long", state: "done", text: "A line of a long prompt.\n".repeat(40) }}
			/>
		</PartPage>
	),
};

/** Ada's own prompts beside Ben's. */
export const OwnPrompts: Story = {
	render: () => {
		const prompts = [
			{ ...sample.prompt, id: "own", clientId: "own", state: "done", text: "go on" },
			{ ...sample.prompt, id: "bens", clientId: "bens", state: "done", by: ben, text: "Why does `uploadFile` fail?" },
			{
				...sample.prompt,
				id: "own-long",
				clientId: "own-long",
				state: "done",
				text: "Read @src/upload.ts first, @Ben knows it.\n\n  - then `npm test`\n  - and tell us what `retry()` returns, so that we can decide together how long it should wait",
			},
		] as const;
		const workspace = createMemoryWorkspace({ items: sampleTimeline(...prompts) });
		return (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		);
	},
	play: async ({ canvasElement }) => {
		const log = await within(canvasElement).findByRole("log");
		const [own, bens] = await within(log).findAllByRole("article");
		if (!own || !bens) throw new Error("a prompt is missing");
		// One word is one line.
		await expect(own.getBoundingClientRect().height).toBeLessThan(50);
		await expect(own.getBoundingClientRect().right).toBeGreaterThan(bens.getBoundingClientRect().right);
		await expect(getComputedStyle(own).backgroundColor).not.toBe(getComputedStyle(bens).backgroundColor);
	},
};
export const Message: Story = { args: { item: sample.message } };
export const MessageStreaming: Story = { args: { item: { ...sample.message, open: true } } };
export const ThoughtFolded: Story = { args: { item: sample.thought } };
/** A thought is smaller and paler than an answer, whatever Markdown is in it. */
export const ThoughtOpen: Story = {
	args: { item: { ...sample.thought, text: `${sample.thought.text}\n\n- One\n\n\`\`\`\nnpm test\n\`\`\`` } },
	play: async (context) => {
		const { canvasElement } = context;
		await openAll?.(context);
		await within(canvasElement).findByText("One");
		const box = canvasElement.querySelector(".wsc-thought-text") ?? canvasElement;
		const parts = box.querySelectorAll(".wsc-markdown-paragraph, .wsc-markdown-item, .wsc-code-block-text");
		const { color, fontSize } = getComputedStyle(box);
		const page = getComputedStyle(canvasElement.querySelector(".wsc-part") ?? box);
		await expect([color, fontSize]).not.toEqual([page.color, page.fontSize]);
		await expect(parts).toHaveLength(3);
		for (const part of parts) await expect(getComputedStyle(part).color).toBe(color);
		for (const part of [...parts].slice(0, 2)) await expect(getComputedStyle(part).fontSize).toBe(fontSize);
	},
};
export const ThinkingNow: Story = { args: { item: { ...sample.thought, open: true, endedAt: null } }, play: openAll };
export const Plan: Story = {
	args: { item: sample.plan },
	render: (args) => (
		<PartPage state={{ turn }}>
			<TimelineItemView {...args} />
		</PartPage>
	),
};
export const PlanOfAnEndedTurn: Story = { args: { item: sample.plan } };
export const PlanAsText: Story = { args: { item: sample.markdownPlan } };
export const Unknown: Story = { args: { item: sample.unknown }, play: openAll };

const Deployment = ({ label }: UnknownUpdateProps) => <p>The host's view for “{label}”</p>;
const HOST_VIEWS = { unknown: { deployment: Deployment } };

export const UnknownWithHostView: Story = {
	render: () => (
		<ComponentsProvider components={HOST_VIEWS}>
			<PartPage>
				<TimelineItemView item={{ ...sample.unknown, id: "deployment", label: "deployment" }} />
				<TimelineItemView item={sample.unknown} />
			</PartPage>
		</ComponentsProvider>
	),
	play: async ({ canvasElement }) => {
		const page = within(canvasElement);
		await expect(await page.findByText("The host's view for “deployment”")).toBeVisible();
		await expect(page.getByRole("button", { name: "Unknown update: git_patch" })).toBeVisible();
	},
};

export const Notices: Story = {
	render: () => (
		<PartPage>
			{(["info", "warning", "error"] as const).map((level) => (
				<TimelineItemView key={level} item={{ ...sample.notice, id: level, level }} />
			))}
		</PartPage>
	),
};
/** What follows it is the answer to a prompt of another client of the agent's session. */
export const PromptedElsewhere: Story = {
	render: () => {
		const outside = { turnId: "outside", createdAt: sample.message.createdAt + 3_600_000 };
		const workspace = createMemoryWorkspace({
			items: sampleTimeline(
				{ ...sample.prompt, state: "done" },
				sample.message,
				{ ...sample.promptedElsewhere, ...outside },
				{ ...sample.message, ...outside, id: "outside", text: "I retry the download as well, up to five times." },
			),
		});
		return (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		);
	},
	play: async ({ canvas }) => {
		await expect(await canvas.findByText("The agent was prompted outside of this workspace.")).toBeVisible();
		await expect(canvas.getByText(/^Also retry the download/)).toBeVisible();
	},
};
const switched = { ...sample.modeChanged, name: "Web search", category: null, configId: "web" } as const;

const roleChange = { type: "role_changed", person: ben, from: "editor", to: "approver" } as const;

export const Events: Story = {
	render: () => (
		<PartPage>
			<TimelineItemView item={sample.event} />
			<TimelineItemView item={{ ...sample.event, id: "agent", by: null }} />
			<TimelineItemView
				item={{
					...sample.event,
					id: "switch",
					event: { ...switched, from: { value: "true", name: "true" }, to: { value: "false", name: "false" } },
				}}
			/>
			<TimelineItemView item={{ ...sample.event, id: "first", event: { ...switched, from: null } }} />
			<TimelineItemView
				item={{ ...sample.event, id: "newer", event: { type: "unknown", label: "file_shared", value: {} } }}
			/>
			<TimelineItemView item={{ ...sample.event, id: "joined", by: cleo, event: { type: "person_joined" } }} />
			<TimelineItemView item={{ ...sample.event, id: "role", by: ada, event: roleChange }} />
			<TimelineItemView item={{ ...sample.event, id: "host-role", by: null, event: roleChange }} />
			<TimelineItemView
				item={{ ...sample.event, id: "removed", by: ada, event: { type: "person_removed", person: ben } }}
			/>
			<TimelineItemView
				item={{
					...{ ...sample.event, id: "invited", by: ada },
					event: { type: "person_invited", role: "editor", singleUse: true },
				}}
			/>
			<TimelineItemView
				item={{ ...sample.event, id: "named", by: ada, event: { type: "renamed", from: null, to: "Checkout" } }}
			/>
			<TimelineItemView
				item={{ ...sample.event, id: "renamed", by: ben, event: { type: "renamed", from: "Checkout", to: "Payments" } }}
			/>
			<TimelineItemView
				item={{ ...sample.event, id: "unnamed", by: ada, event: { type: "renamed", from: "Payments", to: null } }}
			/>
		</PartPage>
	),
	play: async ({ canvasElement }) => {
		const page = within(canvasElement);
		for (const text of [
			"Ben changed Mode from Ask first to Accept edits",
			"Claude changed Mode from Ask first to Accept edits",
			"Ben changed Web search from on to off",
			"Ben changed Web search to Accept edits",
			"Ben: file shared",
			"Cleo joined",
			"Ada changed Ben’s role from Editor to Approver",
			"Ben’s role changed from Editor to Approver",
			"Ada removed Ben",
			"Ada made an invite for one person: Editor",
			"Ada named the workspace “Checkout”",
			"Ben renamed the workspace from “Checkout” to “Payments”",
			"Ada removed the title “Payments”",
		])
			await expect(await page.findByText(text)).toBeVisible();
	},
};
/** Events of one type that follow one another are one line, which opens to all of them. */
export const EventsInARow: Story = {
	render: () => {
		const joined = (name: string): EventItem => ({
			...sample.event,
			id: `joined-${name}`,
			by: { userId: name, name },
			event: { type: "person_joined" },
		});
		const changed = (id: string, name: string): EventItem => ({
			...sample.event,
			id,
			event: { ...switched, configId: name, name, from: null },
		});
		const role = (person: Participant): EventItem => ({
			...sample.event,
			id: `role-${person.userId}`,
			by: ada,
			event: { ...roleChange, person },
		});
		const invited = (name: string): EventItem => ({
			...joined(name),
			id: `invited-${name}`,
			event: { type: "person_invited", role: "viewer", singleUse: false },
		});
		const renamed = (from: string, to: string): EventItem => ({
			...{ ...sample.event, id: `renamed-${to}`, by: ada },
			event: { type: "renamed", from, to },
		});
		const workspace = createMemoryWorkspace({
			items: sampleTimeline(
				{ ...sample.prompt, state: "done" },
				sample.message,
				...["Ada", "Ben"].map(invited),
				...[renamed("Checkout", "Payments"), renamed("Payments", "Billing")],
				...["Ben", "Cleo", "Dan", "Eva"].map(joined),
				...["Mode", "Model", "Mode"].map((name, index) => changed(`setting-${index}`, name)),
				...[ben, cleo].map(role),
			),
		});
		return (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		);
	},
	play: async ({ canvasElement, userEvent }) => {
		const log = within(await within(canvasElement).findByRole("log"));
		await log.findByRole("button", { name: /^Ben, Cleo, and 2 others joined/ });
		await log.findByRole("button", { name: /^Ada and Ben made 2 invites/ });
		await log.findByRole("button", { name: /^Ada renamed the workspace from “Checkout” to “Billing”/ });
		await log.findByRole("button", { name: /^New roles: Ben and Cleo/ });
		await userEvent.click(
			await log.findByRole("button", { name: /^Ben changed Mode to Accept edits and Model to Accept edits/ }),
		);
		await expect(log.getAllByText("Ben changed Mode to Accept edits")).toHaveLength(2);
		await expect(log.getByText("Ben changed Model to Accept edits")).toBeVisible();
	},
};
export const Compactions: Story = {
	render: () => {
		const item = sample.compaction;
		return (
			<PartPage>
				{[...COMPACTION_STATUSES, "_resting"].map((status) => (
					<TimelineItemView key={status} item={{ ...item, id: status, event: { type: "context_compacted", status } }} />
				))}
				<TimelineItemView
					item={{
						...item,
						id: "why",
						event: { type: "context_compacted", status: "failed", error: "The model is overloaded." },
					}}
				/>
				<TimelineItemView item={item} />
			</PartPage>
		);
	},
	play: async (context) => {
		await openAll?.(context);
		const page = within(context.canvasElement);
		await expect(page.getByText("The model is overloaded.")).toBeVisible();
		await expect(page.getByText("Push the branch", { exact: false })).toBeVisible();
		await expect(page.getByText("Compaction of the conversation")).toBeVisible();
	},
};
/** What the agent says beside its answer neither splits the answer nor names the agent again. */
export const BesideTheAnswer: Story = {
	render: () => {
		const workspace = createMemoryWorkspace({
			items: sampleTimeline(
				{ ...sample.prompt, state: "done" },
				sample.message,
				sample.agentNotice,
				{ ...sample.message, id: "after", text: "The tests pass." },
				sample.compaction,
				{ ...sample.message, id: "last", text: "I’ll push the branch." },
			),
		});
		return (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		);
	},
	play: async ({ canvasElement }) => {
		const log = await within(canvasElement).findByRole("log");
		await within(log).findByText("MCP server “linear” is unavailable");
		await within(log).findByText("Conversation compacted");
		await expect(log.querySelectorAll(".wsc-agent-head")).toHaveLength(1);
	},
};
export const EventsInGerman: Story = {
	tags: ["!dev", "!autodocs"],
	render: () => (
		<PartPage>
			<LabelsProvider labels={german}>
				<TimelineItemView item={sample.event} />
				<TimelineItemView item={{ ...sample.event, id: "joined", by: cleo, event: { type: "person_joined" } }} />
				<TimelineItemView item={{ ...sample.event, id: "role", by: ada, event: roleChange }} />
			</LabelsProvider>
		</PartPage>
	),
	play: async ({ canvasElement }) => {
		for (const text of [
			"Ben hat Mode von Ask first auf Accept edits gestellt",
			"Cleo ist dazugekommen",
			"Ada hat Ben eine neue Rolle gegeben: „Kann genehmigen“ statt „Kann bearbeiten“",
		])
			await expect(await within(canvasElement).findByText(text)).toBeVisible();
	},
};

export const Permissions: Story = {
	render: () => (
		<PartPage>
			<TimelineItemView item={sample.approval} />
			<TimelineItemView item={sample.answeredApproval} />
			<TimelineItemView
				item={{
					...sample.answeredApproval,
					id: "rejected",
					state: { status: "answered", optionId: "no", by: ben, answeredAt: sample.prompt.createdAt },
				}}
			/>
			<TimelineItemView
				item={{ ...sample.approval, id: "stopped", state: { status: "cancelled", reason: "stopped", cancelledAt: 1 } }}
			/>
			<TimelineItemView
				item={{ ...sample.approval, id: "back", state: { status: "cancelled", reason: "withdrawn", cancelledAt: 1 } }}
			/>
		</PartPage>
	),
	play: async (context) => {
		await openAll(context);
		await expect(within(context.canvasElement).getByText("Not answered: the agent took it back")).toBeVisible();
	},
};

export const TurnEnds: Story = {
	render: () => (
		<PartPage>
			{["end_turn", "max_tokens", "max_turn_requests", "refusal", "cancelled", "a_new_one"].map((stopReason) => (
				<TurnEnd key={stopReason} result={{ ...sample.result, stopReason }} text="" />
			))}
			<TurnEnd result={sample.failedResult} text={sample.prompt.text} />
		</PartPage>
	),
};
/** A turn that waited five of its six minutes for people, and a turn that ended without an answer. */
const waited = { ...sample.result, durationMs: 372_000, waitedMs: 300_000, approvals: 2 };
const refused = {
	...sample.result,
	stopReason: "refusal",
	files: [
		{ path: "/workspace/src/upload.ts", added: 6, removed: 3 },
		{ path: "/workspace/src/upload.old.ts", added: 0, removed: 0, deleted: true },
	],
};
const unanswered = { ...sample.result, toolCalls: 0, commands: 0, approvals: 0, files: [] };

export const TurnEndOpen: Story = {
	render: () => (
		<PartPage state={{ items: [] }}>
			<TurnEnd result={waited} text="" prompt={{ ...sample.prompt, state: "done", result: waited }} />
			<TurnEnd
				result={unanswered}
				text={sample.prompt.text}
				prompt={{ ...sample.prompt, id: "prompt-2", state: "done", result: unanswered }}
			/>
			<TurnEnd
				result={refused}
				text={sample.prompt.text}
				prompt={{ ...sample.prompt, id: "prompt-3", state: "done", result: refused }}
			/>
		</PartPage>
	),
	play: async (context) => {
		await openAll(context);
		const page = within(context.canvasElement);
		await expect(await page.findByText("5m 0s waiting for people")).toBeVisible();
		await expect(page.getByText("The agent ended the turn without a response.")).toBeVisible();
		await expect(page.getAllByRole("button", { name: "Edit and resend" })).toHaveLength(2);
		await expect(page.getByText("Deleted")).toBeVisible();
	},
};
