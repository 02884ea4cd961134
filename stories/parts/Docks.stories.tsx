import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { ApprovalDock, Composer, QueueDock, SessionBar, SessionNotice, TurnStatus } from "../../src/index.ts";
import type { SyncResponse } from "../../src/protocol/index.ts";
import { atSize } from "../fixtures/atSize.ts";
import { clickAnswer } from "../fixtures/clickAnswer.ts";
import { PartPage } from "../fixtures/PartPage.tsx";
import { ada, ben, cleo, session } from "../fixtures/people.ts";
import * as sample from "../fixtures/sampleItems.ts";
import { commandCall, editCall, prompt, readCall } from "../fixtures/sampleItems.ts";

interface DocksArgs {
	readonly state?: Partial<SyncResponse> | undefined;
}

const meta: Meta<DocksArgs> = {
	title: "WorkspaceChat/Docks",
	id: "docks",
	tags: ["!autodocs"],
	render: ({ state }) => (
		<PartPage state={state}>
			<SessionBar />
			<SessionNotice />
			<TurnStatus />
			<ApprovalDock />
			<QueueDock />
			<Composer />
		</PartPage>
	),
};

export default meta;
type Story = StoryObj<DocksArgs>;

const turn = { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 4_000, state: "running" } as const;
const approval = { ...sample.approval, createdAt: Date.now() - 65_000 };
const waiting = ["Then the changelog", "And tell me what is left"].map((text, index) => ({
	...prompt,
	id: `queued-${index}`,
	clientId: `queued-${index}`,
	by: index === 0 ? ada : ben,
	state: "queued" as const,
	text,
}));

const asked = (text: string, order: number) =>
	({ ...prompt, id: `asked-${order}`, clientId: `asked-${order}`, order, by: ada, state: "done", text }) as const;

export const Idle: Story = {};

const usage = {
	used: 24_000,
	size: 200_000,
	cost: { amount: 0.42, currency: "USD" },
	tokens: {
		input: 182_400,
		cachedRead: 1_204_000,
		cachedWrite: 38_200,
		output: 12_310,
		thought: 4_096,
		total: 1_436_910,
	},
};

/** A press shows what was used. */
export const UsageDetails: Story = {
	args: { state: { session: { ...session, usage } } },
	play: async ({ canvas, userEvent }) => {
		await userEvent.click(await canvas.findByRole("button", { name: /Session cost/ }));
		await expect(canvas.getByText("1,436,910")).toBeVisible();
	},
};
export const UsageDetailsPhone: Story = { tags: ["!dev", "!autodocs"], ...UsageDetails, ...atSize(375, 740) };
const manyAgents = { ...session, agents: ["claude", "codex", "opencode"] };

export const AgentChoice: Story = { args: { state: { session: manyAgents } } };
export const AgentChoicePhone: Story = { tags: ["!dev", "!autodocs"], ...AgentChoice, ...atSize(375, 740) };
export const AgentChoiceBusy: Story = { args: { state: { session: manyAgents, turn } } };

const login = {
	methods: [
		{ id: "browser", name: "Sign in with ChatGPT", description: "Use your ChatGPT plan", type: "agent" },
		{ id: "company", name: "Company account", type: "agent" },
		{ id: "key", name: "API key", type: "env_var", variables: ["OPENAI_API_KEY"], link: "https://example.com/keys" },
		{ id: "terminal", name: "Log in with Claude", type: "terminal", args: ["--cli", "auth", "login"] },
	],
} as const;
const needsLogin = { code: "login_required", message: "The agent needs a login." } as const;
const loggedOut = { ...session, login, state: { status: "failed", error: needsLogin, retryAt: null } } as const;

export const LoginNeeded: Story = { args: { state: { session: loggedOut } } };
export const LoginNeededPhone: Story = { tags: ["!dev", "!autodocs"], ...LoginNeeded, ...atSize(375, 740) };

export const LoginFailed: Story = {
	args: {
		state: {
			session: {
				...loggedOut,
				state: { ...loggedOut.state, error: { ...needsLogin, detail: "The account has no plan." } },
			},
		},
	},
};

/** Only owners may log the agent in. */
export const LoginNeededByOthers: Story = {
	args: {
		state: { session: loggedOut, self: { ...ben, role: "editor", allowedActions: ["prompt", "restartSession"] } },
	},
};

/** Another login can take its place. */
export const LoginPending: Story = {
	args: {
		state: {
			session: {
				...session,
				login: { ...login, pending: "browser" },
				state: { status: "starting", since: Date.now() - 8_000 },
			},
		},
	},
};
export const LoginPendingPhone: Story = { tags: ["!dev", "!autodocs"], ...LoginPending, ...atSize(375, 740) };

export const Queue: Story = { args: { state: { turn, queue: waiting } } };

/** Ada steers the running turn, and has edited Ben's prompt. */
const pushed = [
	{ ...waiting[0], preemption: { mode: "steer", turnId: "turn-1" } },
	{ ...waiting[1], editedBy: ada },
	{
		...waiting[0],
		id: "queued-2",
		text: "And then write the release notes, with a line for everybody who helped along the way",
	},
] as typeof waiting;

export const QueueSteered: Story = { args: { state: { turn, queue: pushed } } };
export const QueueEdited: Story = {
	args: { state: { turn, queue: waiting } },
	play: async ({ canvasElement, userEvent }) => {
		const dock = within(canvasElement);
		await userEvent.click(await dock.findByRole("button", { name: "Edit “Then the changelog”" }));
		await expect(dock.getByRole("textbox", { name: "Edit “Then the changelog”" })).toHaveFocus();
		await userEvent.keyboard("Then the changelog, in short{Enter}");
		await expect(await dock.findByRole("alert")).toHaveTextContent("The agent refused.");
	},
};
/** Editors cannot change the prompts of others. */
export const QueueOfOthers: Story = {
	args: {
		state: {
			turn,
			queue: waiting,
			self: {
				...ben,
				role: "editor",
				allowedActions: ["prompt", "stop", "editPrompt", "movePrompt", "withdrawPrompt"],
			},
		},
	},
	play: async ({ canvasElement }) => {
		const dock = within(canvasElement);
		await dock.findByRole("button", { name: "Edit “And tell me what is left”" });
		await expect(dock.queryByRole("button", { name: /Then the changelog/ })).not.toBeInTheDocument();
	},
};

export const Interrupting: Story = {
	args: { state: { turn, queue: waiting } },
	play: async ({ canvasElement, userEvent }) => {
		const dock = within(canvasElement);
		const choice = await dock.findByRole("combobox", { name: "While the agent is working" });
		await userEvent.selectOptions(choice, "interrupt");
		await userEvent.type(dock.getByRole("textbox", { name: "Prompt" }), "Stop, do this instead");
		await expect(dock.getByRole("button", { name: "Interrupt: Stop and send" })).toBeEnabled();
	},
};
export const Stopping: Story = { args: { state: { turn: { ...turn, state: "stopping", stoppedBy: ben } } } };
export const Restoring: Story = {
	args: { state: { session: { ...session, state: { status: "restoring", since: Date.now() } } } },
};
/** Some agents report the cost of a session, but not the size of their context. */
export const CostOnly: Story = {
	args: { state: { session: { ...session, usage: { used: 0, size: 0, cost: { amount: 0.42, currency: "USD" } } } } },
	play: async ({ canvas }) => {
		await expect(await canvas.findByText("$0.42")).toBeVisible();
		await expect(canvas.queryByRole("meter")).not.toBeInTheDocument();
	},
};
export const ManyPeople: Story = {
	args: {
		state: {
			participants: [
				ada,
				ben,
				cleo,
				...["Dora", "Guest 5", "Guest 6", "Guest 7"].map((name) => ({ ...ada, userId: name, name })),
			],
		},
	},
};

/** This workspace rejects every answer, and the error must be visible. */
export const AnswerRefused: Story = {
	args: { state: { turn, approvals: [approval] } },
	play: async ({ canvasElement, userEvent }) => {
		const dock = within(canvasElement);
		await clickAnswer(userEvent, canvasElement, "Allow");
		await expect(await dock.findByRole("alert")).toHaveTextContent("The agent refused.");
		await userEvent.click(dock.getByRole("button", { name: "Dismiss" }));
		await waitFor(() => expect(dock.queryByRole("alert")).not.toBeInTheDocument());
	},
};

const asking = { turn, approvals: [approval] } as const;
const requirements = { role: "owner", approvers: 2 } as const;
const votes = [{ by: ben, optionId: "once", at: Date.now() }];

export const TwoApprovers: Story = {
	args: {
		state: {
			...asking,
			approvals: [{ ...approval, requirements, votes, rule: "deleting", expiresAt: Date.now() + 90_000 }],
		},
	},
};
export const MayNotAnswer: Story = {
	args: { state: { ...TwoApprovers.args?.state, self: { ...ben, allowedActions: ["answerApproval"] } } },
};

/** One file in the agent's working directory, one outside. */
const outside = {
	...approval,
	toolCall: {
		...editCall,
		title: "Edit /workspace/src/upload.ts and the shell's profile",
		locations: [{ path: "/workspace/src/upload.ts" }, { path: "/home/ada/.profile" }],
		content: [
			{ type: "diff", path: "/workspace/src/upload.ts", oldText: "retry();\n", newText: "retry(5);\n" },
			{ type: "diff", path: "/home/ada/.profile", oldText: null, newText: "export RETRIES=5\n" },
		],
	},
} as const;

export const PermissionOutside: Story = {
	args: { state: { turn, approvals: [outside] } },
	play: async ({ canvasElement }) => {
		const dock = within(canvasElement);
		const warning = (await dock.findByText("Outside of the working folder:")).parentElement;
		await expect(warning).toHaveTextContent("/home/ada/.profile");
		const title = dock.getByText("Edit /workspace/src/upload.ts and the shell's profile");
		// The card fades in.
		await waitFor(() => expect(title).toBeVisible());
	},
};
const CALLS = [approval.toolCall, editCall, readCall, commandCall, { ...approval.toolCall, title: "rm -rf dist" }];
const several = CALLS.map((toolCall, order) => ({ ...approval, id: `asked-${order}`, order, toolCall }));

export const FivePermissions: Story = {
	args: { state: { turn, approvals: several } },
	play: async ({ canvasElement, userEvent }) => {
		const dock = within(canvasElement);
		await userEvent.click(await dock.findByRole("tab", { name: /upload\.ts.*3/ }));
		await expect(await dock.findByRole("tabpanel", { name: /wants to/ })).toHaveTextContent("upload.ts");
	},
};
/** Settings that do not fit are behind one button. This person may change the model, but not how much the agent asks. */
export const SettingsBehindOneButton: Story = {
	...atSize(375, 740),
	args: {
		state: {
			session: {
				...session,
				configOptions: session.configOptions.map((option) =>
					option.category === "mode" ? { ...option, role: "owner" } : option,
				),
			},
			self: { ...ben, role: "editor", allowedActions: ["prompt", "stop", "setConfigOption"] },
		},
	},
	decorators: [(Story) => <div style={{ paddingBlockStart: 160 }}>{Story()}</div>],
	play: async ({ canvas, userEvent }) => {
		await userEvent.click(await canvas.findByRole("button", { name: "Session settings" }));
		const list = within(canvas.getByRole("dialog", { name: "Session settings" }));
		await expect(list.getByRole("combobox", { name: /^Mode\b/ })).toBeDisabled();
		await expect(list.getByText("Only owners can change this.")).toBeVisible();
		await expect(list.getByRole("combobox", { name: /Model/ })).toBeEnabled();
	},
};
export const LongPrompt: Story = {
	play: async ({ canvasElement, userEvent }) => {
		const field = await within(canvasElement).findByRole("textbox", { name: "Prompt" });
		const before = field.getBoundingClientRect().height;
		await userEvent.type(field, "one{Shift>}{Enter}{/Shift}two{Shift>}{Enter}{/Shift}three");
		await expect(field.getBoundingClientRect().height).toBeGreaterThan(before);
	},
};

export const EarlierPrompts: Story = {
	args: { state: { items: ["Name the risks", "Now\nwrite them down"].map(asked) } },
	play: async ({ canvasElement, userEvent }) => {
		const part = within(canvasElement);
		await part.findByRole("combobox", { name: "Mode" });
		const field = part.getByRole("textbox", { name: "Prompt" });
		await userEvent.click(field);
		await userEvent.keyboard("{ArrowUp}");
		await expect(field).toHaveValue("Now\nwrite them down");
		await userEvent.keyboard("{ArrowUp}");
		await expect(field).toHaveValue("Name the risks");
		await userEvent.keyboard("{ArrowDown}{ArrowDown}");
		await expect(field).toHaveValue("");
	},
};

const commands = [
	{ name: "compact", description: "Shorten the conversation, to make room for more" },
	{ name: "review", description: "Look at the changes of a pull request", hint: "<pull request>" },
	{ name: "release-notes", description: "Write down what is new since the last release" },
];

export const Commands: Story = {
	args: { state: { session: { ...session, commands } } },
	decorators: [(Story) => <div style={{ paddingBlockStart: 160 }}>{Story()}</div>],
	play: async ({ canvasElement, userEvent }) => {
		const part = within(canvasElement);
		await part.findByRole("combobox", { name: "Mode" });
		await userEvent.type(part.getByRole("textbox", { name: "Prompt" }), "/re");
		const list = part.getByRole("listbox", { name: "Commands" });
		await expect(within(list).getAllByRole("option")).toHaveLength(2);
		await userEvent.keyboard("{ArrowDown}");
		await expect(within(list).getByRole("option", { selected: true })).toHaveTextContent("/release-notes");
		await userEvent.hover(within(list).getByRole("option", { name: /review/ }));
		await expect(within(list).getByRole("option", { selected: true })).toHaveTextContent("/review");
		await userEvent.keyboard("{ArrowDown}");
		await expect(within(list).getByRole("option", { selected: true })).toHaveTextContent("/release-notes");
	},
};
export const CommandHint: Story = {
	...Commands,
	decorators: [],
	play: async ({ canvasElement, userEvent }) => {
		const part = within(canvasElement);
		await part.findByRole("combobox", { name: "Mode" });
		const field = part.getByRole("textbox", { name: "Prompt" });
		await userEvent.type(field, "/");
		await userEvent.click(part.getByRole("option", { name: /review/ }));
		await expect(field).toHaveValue("/review ");
		await expect(field).toHaveFocus();
		await expect(field).toHaveAccessibleDescription("<pull request>");
	},
};
