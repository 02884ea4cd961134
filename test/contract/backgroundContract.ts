import { describe, expect, test } from "vitest";
import type { WorkspaceState } from "../../src/core/index.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import type { OpenStore } from "./openStore.ts";
import { endedPrompt } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };

/** What the agent does outside of turns, as tests that every workspace passes. */
export function describeBackground(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	const workspaceId = "background";
	const contract = setUpContract(workspaceId, startHarness);
	const { join } = contract;

	/** Has the agent start a command, and waits until the turn has ended without it. */
	const start = async (store: OpenStore, text: string) => {
		const { promptId } = await store.prompt(text);
		const prompt = await store.until((state) => endedPrompt(state, promptId), "the turn to end");
		const work = await store.until(background, "the command to go on");
		const [task] = work.tasks;
		if (!task || work.tasks.length > 1) throw new Error("It is not one command.");
		return { prompt, work, task, call: () => store.get().items.get(task.itemId) };
	};

	describe(`${name}: a command that goes on after its turn`, () => {
		test("is shown to everybody until it ends, and what the agent then says is an entry of its own", async () => {
			const [ada, ben] = [await join(ADA), await join(BEN)];
			const { prompt, work, task, call } = await start(ada, contract.harness.prompts.background);
			expect(prompt).toMatchObject({ state: "done" });
			expect(work).toMatchObject({ state: "running" });
			expect(task).toMatchObject({ title: "npm test", turnId: prompt.turnId, startedBy: ADA });
			expect(call()).toMatchObject({ status: "in_progress", background: true, endedAt: null, turnId: prompt.turnId });
			await ben.until((state) => background(state)?.id === work.id, "Ben to see it");
			const ended = await ada.until(({ items }) => entries(items).find(hasEnded), "the agent to have said all");
			expect(ended).toMatchObject({ event: { endedTasks: [{ itemId: task.itemId, title: "npm test" }] } });
			const said = [...ada.get().items.values()].filter(({ turnId }) => turnId === ended.turnId);
			expect(said.map(({ kind }) => kind)).toEqual(["event", "message"]);
			expect(call()).toMatchObject({ status: "completed", background: true, turnId: prompt.turnId });
			await ada.until((state) => !background(state), "it to be over");
		});

		test("can be stopped by anybody who may stop turns, and goes on during another turn", async () => {
			const [ada, ben] = [await join(ADA), await join(BEN)];
			const { work, call } = await start(ada, contract.harness.prompts.longBackground);
			const { promptId } = await ada.prompt(contract.harness.prompts.stream);
			await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
			expect(background(ada.get())).toMatchObject({ id: work.id, state: "running", tasks: work.tasks });
			await ben.until((state) => background(state) && !state.turn, "Ben to see that it goes on");
			await ben.stop();
			await ada.until((state) => !background(state), "it to be over");
			expect(call()).toMatchObject({ status: "failed", background: true });
			expect(notices(ada.get().items)).toEqual([]);
		});
	});

	describe(`${name}: a question outside of turns`, () => {
		test("belongs to its entry, which goes on until somebody has answered", async () => {
			const [ada, ben] = [await join(ADA), await join(BEN)];
			await start(ada, contract.harness.prompts.backgroundQuestion);
			const question = await ben.until(({ questions }) => questions[0], "the agent to ask");
			const entry = entries(ada.get().items).find(({ id }) => id === question.turnId);
			expect(entry).toMatchObject({ event: { type: "background_work", endedAt: null } });
			expect(background(ben.get())).toMatchObject({ state: "running", tasks: [] });
			await ben.answerQuestion(question.id, { action: "accept", answer: {} });
			const ended = await ada.until(({ items }) => entries(items).find(isEndOf(entry)), "the entry to end");
			const said = [...ada.get().items.values()].filter(({ turnId }) => turnId === ended.turnId);
			expect(said.map(({ kind }) => kind)).toEqual(["event", "message", "question", "message"]);
			await ada.until((state) => !background(state), "it to be over");
		});

		test("is stopped with the work", async () => {
			const ada = await join(ADA);
			await start(ada, contract.harness.prompts.backgroundQuestion);
			const question = await ada.until(({ questions }) => questions[0], "the agent to ask");
			await ada.stop();
			await ada.until((state) => !background(state), "it to be over");
			expect(ada.get().questions).toEqual([]);
			expect(ada.get().items.get(question.id)).toMatchObject({ state: { status: "cancelled", reason: "stopped" } });
		});
	});
}

const background = ({ session }: WorkspaceState) => session?.background;

type Items = WorkspaceState["items"];
type Entry = Extract<TimelineItem, { kind: "event" }>;

const entries = (items: Items): readonly Entry[] => [...items.values()].filter((item) => item.kind === "event");
const hasEnded = ({ event }: Entry) => event.type === "background_work" && event.endedAt !== null;
const isEndOf = (entry: Entry | undefined) => (other: Entry) => other.id === entry?.id && hasEnded(other);
const notices = (items: Items) => [...items.values()].filter(({ kind }) => kind === "notice");
