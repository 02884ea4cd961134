import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import type { EventItem, Participant, PromptItem, Wheel } from "../src/protocol/index.ts";
import { createRoleTable, toSelf } from "../src/rules/access.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada, ben, session } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { renderChat } from "./fixtures/WorkspacePage.tsx";

/** Prompts that somebody else sends, and the wheel: while one person has it, all others suggest. */
const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Suggestions",
	component: WorkspaceChat,
	args: { workspaceId: "acme/web" },
	render: renderChat,
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

const cleo: Participant = { userId: "cleo", name: "Cleo", role: "commenter" };
const dan: Participant = { userId: "dan", name: "Dan", role: "editor" };
const suggestion = { needs: "editor" } as const;
const suggested: PromptItem = {
	...sample.queuedPrompt,
	id: "suggested",
	by: cleo,
	clientId: "c-1",
	suggestion,
	preemption: undefined,
};
const edited: PromptItem = {
	...suggested,
	id: "edited",
	clientId: "c-2",
	order: 30,
	by: dan,
	editedBy: ben,
	text: "Write down in the README how many times an upload is retried, and what happens after the last time",
};
const halfPastTwo = new Date().setHours(14, 30, 0, 0);
const until = halfPastTwo < Date.now() ? halfPastTwo + 86_400_000 : halfPastTwo;
const wheel = (by: Participant, asked: readonly Participant[] = []): Wheel => ({
	by,
	until,
	asked: asked.map((person) => ({ ...person, at: until - 3_600_000 })),
});

interface Room {
	readonly self?: Participant;
	readonly wheel?: Wheel;
	readonly queue?: readonly PromptItem[];
}

function room({ self = ada, wheel: held, queue = [] }: Room) {
	return staticWorkspace({
		items: sampleTimeline(
			{ ...sample.prompt, state: "done", result: sample.result, by: cleo, sentBy: ada },
			sample.message,
		),
		session: { ...session, wheel: held ?? null },
		queue,
		participants: [ada, ben, cleo, dan],
		self: toSelf(createRoleTable({}), self),
	});
}

/** The foot fades in. */
const seen = (find: () => HTMLElement | undefined) => waitFor(() => expect(find()).toBeVisible());

/** An owner decides about two suggestions. */
export const Waiting: Story = {
	args: { connect: room({ queue: [suggested, edited] }) },
	play: async ({ canvas, userEvent }) => {
		const list = await canvas.findByRole("region", { name: "2 suggestions" });
		await seen(() => within(list).getAllByRole("button", { name: /^Send “/ })[0]);
		await seen(() => within(list).getByText("Edited by Ben"));
		const [decline] = within(list).getAllByRole("button", { name: /^Decline “/ });
		await userEvent.click(decline as HTMLElement);
		await expect(within(list).getByRole("textbox", { name: "Reason (optional)" })).toHaveFocus();
		await userEvent.keyboard("{Escape}");
	},
};

/** Why a suggestion is declined: everybody sees it. */
export const Declining: Story = {
	args: Waiting.args ?? {},
	play: async ({ canvas, userEvent }) => {
		const [decline] = await canvas.findAllByRole("button", { name: /^Decline “/ });
		await userEvent.click(decline as HTMLElement);
		await userEvent.type(canvas.getByRole("textbox", { name: "Reason (optional)" }), "Not before Monday");
	},
};

/** The words are changed before it is sent: from then on they are of both. */
export const Editing: Story = {
	args: Waiting.args ?? {},
	play: async ({ canvas, userEvent }) => {
		const [edit] = await canvas.findAllByRole("button", { name: /^Edit “/ });
		await userEvent.click(edit as HTMLElement);
		await seen(() => canvas.getByRole("textbox", { name: /^Edit “/ }));
	},
};

export const WaitingOnAPhone: Story = { ...Waiting, ...atSize(375, 667) };

export const DecliningOnAPhone: Story = { ...Declining, ...atSize(375, 667) };

export const EditingOnAPhone: Story = { ...Editing, ...atSize(375, 667) };

/** Sent, declined with a reason, and taken back. */
export const Decided: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(
				{ ...sample.prompt, state: "done", result: sample.result, by: cleo, sentBy: ada },
				sample.message,
				{
					...suggested,
					state: "withdrawn",
					withdrawal: { reason: "declined", person: ada, explanation: "Not before Monday" },
				},
				{ ...edited, state: "withdrawn" },
			),
			session,
			participants: [ada, cleo],
		}),
	},
	play: async ({ canvas }) => {
		await seen(() => canvas.getByText("Sent by Ada"));
		await seen(() => canvas.getByText("Declined by Ada: Not before Monday"));
	},
};

/** The whole way, with a commenter who suggests and an owner who sends. */
export const SuggestedAndSent: Story = {
	render: () => {
		const workspace = createMemoryWorkspace({ session: { title: "Retry failed uploads" } });
		const connect = (person: Participant) => () => workspace.connect(person);
		return (
			<div style={{ display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(20rem, 1fr))", blockSize: "100vh" }}>
				<WorkspaceChat
					workspaceId="memory"
					connect={connect(cleo)}
					storage={null}
					className="of-cleo"
					labels={{ workspace: "Cleo’s chat" }}
				/>
				<WorkspaceChat
					workspaceId="memory"
					connect={connect(ada)}
					storage={null}
					className="of-ada"
					labels={{ workspace: "Ada’s chat" }}
				/>
			</div>
		);
	},
	play: async ({ canvasElement, userEvent }) => {
		const of = (name: string) => within(canvasElement.querySelector<HTMLElement>(`.${name}`) as HTMLElement);
		await seen(() => of("of-cleo").getByRole("textbox", { name: "Note" }));
		await userEvent.click(of("of-cleo").getByRole("button", { name: "Note" }));
		const field = of("of-cleo").getByRole("textbox", { name: "Suggestion" });
		await userEvent.type(field, "Tidy up");
		await userEvent.click(of("of-cleo").getByRole("button", { name: "Suggest" }));
		await seen(() => of("of-cleo").getByRole("button", { name: "Take back “Tidy up”" }));
		const send = await of("of-ada").findByRole("button", { name: "Send “Tidy up”" });
		// Not before one could read it.
		await waitFor(() => expect(send).not.toHaveAttribute("aria-disabled"));
		await userEvent.click(send);
		await seen(() => of("of-cleo").getByText("Sent by Ada"));
		await waitFor(() => expect(of("of-cleo").queryByRole("region", { name: "1 suggestion" })).toBeNull());
	},
};

/** Sent by one person with the words that another has changed. */
export const SentWithOtherWords: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(
				{ ...sample.prompt, state: "done", result: sample.result, by: cleo, sentBy: ada, editedBy: ben },
				sample.message,
			),
		}),
	},
	play: async ({ canvas }) => {
		const prompt = await canvas.findByRole("article", { name: "Prompt by Cleo" });
		await seen(() => within(prompt).getByText("Sent by Ada"));
		await seen(() => within(prompt).getByText("Edited by Ben"));
		await expect(prompt.scrollWidth).toBeLessThanOrEqual(prompt.clientWidth);
		// The name is not broken for the sake of what is beside it.
		await expect(within(prompt).getByRole("heading").offsetHeight).toBeLessThan(30);
	},
};
export const SentWithOtherWordsOnAPhone: Story = { ...SentWithOtherWords, ...atSize(375, 667) };

/** For somebody who may suggest and not prompt. */
export const SomebodyWhoMaySuggest: Story = {
	args: { connect: room({ self: cleo, queue: [suggested, edited] }) },
	play: async ({ canvas, userEvent }) => {
		await userEvent.click(await canvas.findByRole("button", { name: "Note" }));
		await userEvent.type(canvas.getByRole("textbox", { name: "Suggestion" }), "And the docs");
		await expect(canvas.getByRole("button", { name: "Suggest" })).toBeEnabled();
		await expect(canvas.queryByRole("button", { name: /^Send “/ })).toBeNull();
		await expect(canvas.getAllByRole("button", { name: /^Take back “/ })).toHaveLength(1);
	},
};

/** An editor sees who has the wheel, suggests meanwhile, and can ask for it. */
export const SomebodyElseHasTheWheel: Story = {
	args: { connect: room({ self: dan, wheel: wheel(ben), queue: [suggested] }) },
	play: async ({ canvas }) => {
		await seen(() => canvas.getAllByText(/^Ben has the wheel until/)[0]);
		await seen(() => canvas.getByRole("button", { name: "Ask for it" }));
		await seen(() => canvas.getByRole("textbox", { name: "Suggestion" }));
		await expect(canvas.queryByRole("button", { name: /^Send “/ })).toBeNull();
	},
};

export const SomebodyElseHasTheWheelOnAPhone: Story = { ...SomebodyElseHasTheWheel, ...atSize(375, 667) };

/** They have asked, and wait. */
export const AskedForTheWheel: Story = {
	args: { connect: room({ self: dan, wheel: wheel(ben, [dan]) }) },
	play: async ({ canvas }) => {
		await seen(() => canvas.getByText("Request sent"));
	},
};

/** The holder sees who asks, and hands it over or releases it. */
export const YouHaveTheWheel: Story = {
	args: { connect: room({ wheel: wheel(ada, [dan]), queue: [suggested] }) },
	play: async ({ canvas }) => {
		await seen(() => canvas.getAllByText(/^You have the wheel until/)[0]);
		await seen(() => canvas.getByText("Dan asks for it"));
		await seen(() => canvas.getByRole("button", { name: "Hand over to Dan" }));
		await seen(() => canvas.getByRole("button", { name: "Hand over to…" }));
		await seen(() => canvas.getByRole("button", { name: "Release" }));
		await seen(() => canvas.getByRole("button", { name: /^Send “/ }));
	},
};

export const YouHaveTheWheelOnAPhone: Story = { ...YouHaveTheWheel, ...atSize(375, 667) };

/** An owner can take it from whoever has it, and give it to somebody else. */
export const OwnerWithoutTheWheel: Story = {
	args: { connect: room({ wheel: wheel(ben) }) },
	play: async ({ canvas, userEvent }) => {
		await seen(() => canvas.getByRole("button", { name: "Take over" }));
		await userEvent.click(canvas.getByRole("button", { name: "Hand over to…" }));
		await seen(() => canvas.getByRole("menuitem", { name: "Dan" }));
	},
};

export const OwnerWithoutTheWheelOnAPhone: Story = { ...OwnerWithoutTheWheel, ...atSize(375, 667) };

/** For how long to take it. */
export const TakingTheWheel: Story = {
	args: { connect: room({}) },
	play: async ({ canvas, userEvent }) => {
		await userEvent.click(await canvas.findByRole("button", { name: /^Take the wheel/ }));
		await seen(() => canvas.getByRole("menuitem", { name: "For 30 minutes" }));
	},
};

export const TakingTheWheelOnAPhone: Story = { ...TakingTheWheel, ...atSize(375, 667) };

const changed = (
	id: string,
	change: Extract<EventItem["event"], { type: "wheel_changed" }>,
	by: Participant | null,
) => ({
	...sample.event,
	id,
	by,
	event: change,
});

/** What the timeline says of it. */
export const ChangesOfTheWheel: Story = {
	args: {
		connect: staticWorkspace({
			items: sampleTimeline(
				sample.prompt,
				changed("w1", { type: "wheel_changed", change: "taken", from: null, to: ben, until }, ben),
				changed("w2", { type: "wheel_changed", change: "handed_over", from: ben, to: dan, until }, ben),
				changed("w3", { type: "wheel_changed", change: "left", from: dan, to: null, until: null }, null),
				changed("w4", { type: "wheel_changed", change: "taken", from: null, to: ada, until }, ada),
				changed("w5", { type: "wheel_changed", change: "released", from: ada, to: null, until: null }, ada),
			),
			session,
			participants: [ada, ben, dan],
		}),
	},
	play: async ({ canvas }) => {
		await seen(() => canvas.getByText(/^Ben gave the wheel to Dan until/));
		await seen(() => canvas.getByText("Dan left, and nobody has the wheel"));
		await expect(canvas.getByRole("button", { name: /^Take the wheel/ })).toBeInTheDocument();
	},
};

export const InGerman: Story = {
	args: { connect: room({ wheel: wheel(ada, [dan]), queue: [suggested, edited] }), labels: german },
	play: async ({ canvas }) => {
		await seen(() => canvas.getByText(/^Du steuerst bis/));
		await seen(() => canvas.getByRole("region", { name: "2 Vorschläge" }));
	},
};
