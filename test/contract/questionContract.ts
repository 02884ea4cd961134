import { describe, expect, test } from "vitest";
import type { WorkspaceState } from "../../src/core/index.ts";
import { createClientId } from "../../src/core/platform/browser.ts";
import { type QuestionItem, ROLES, type Role } from "../../src/protocol/index.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import type { OpenStore } from "./openStore.ts";
import { endedPrompt, streamedText } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";

const ANSWER = { name: "Billing", workers: 8, checks: ["types"], ci: false };

/** How people answer the questions of the agent, as tests that every workspace passes. */
export function describeQuestions(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	const workspaceId = "questions";
	const stores: OpenStore[] = [];
	const contract = setUpContract(workspaceId, startHarness, async () => {
		// A test that fails leaves its turn behind.
		await stores[0]?.stop();
		stores.length = 0;
	});

	const join = async (person: string, role: Role = "approver"): Promise<OpenStore> => {
		const store = await contract.join({ userId: person, name: person, role });
		stores.push(store);
		return store;
	};

	/** Has the agent ask, and waits until it does. */
	const ask = async (store: OpenStore, text = contract.harness.prompts.askQuestion) => {
		const { promptId } = await store.prompt(text);
		const isOfPrompt = ({ items }: WorkspaceState, { turnId }: QuestionItem) => items.get(promptId)?.turnId === turnId;
		const find = (state: WorkspaceState) => state.questions.find((question) => isOfPrompt(state, question));
		const question = await store.until(find, "the agent to ask");
		return { promptId, question, end: () => store.until((state) => endedPrompt(state, promptId), "the turn to end") };
	};

	const stateOf = ({ items }: WorkspaceState, { id }: QuestionItem) => {
		const item = items.get(id);
		return item?.kind === "question" ? item.state : null;
	};

	describe(`${name}: a question of the agent`, () => {
		test("is shown to everybody, with the form that it asks for", async () => {
			const [ada, ben] = [await join("ada"), await join("ben", "viewer")];
			const { question, end } = await ask(ada);
			const seen = await ben.until(({ questions }) => questions[0], "the question");
			expect(seen).toEqual(question);
			if (seen.request.type !== "form") throw new Error("It is no form.");
			expect(seen.request.title).toBe("New project");
			// Without the order: the server of sandbox-agent does not keep it.
			expect(Object.fromEntries(seen.request.fields.map((field) => [field.name, field]))).toMatchObject({
				name: { type: "text", required: true, minLength: 3, default: "Uploads" },
				contact: { type: "text", format: "email", required: false },
				start: { type: "text", format: "date" },
				workers: { type: "number", integer: true, minimum: 1, maximum: 16, default: 4 },
				checks: { type: "choices", default: ["lint", "tests"] },
				ci: { type: "boolean", default: true },
			});
			await ada.answerQuestion(question.id, { action: "cancel" });
			await end();
		});

		test("takes the first answer, and says who gave it", async () => {
			const [ada, ben] = [await join("ada"), await join("ben")];
			const { question, end } = await ask(ada);
			await ben.answerQuestion(question.id, { action: "accept", answer: ANSWER });
			await expect(ada.answerQuestion(question.id, { action: "decline" })).rejects.toMatchObject({
				code: "already_answered",
				message: "ben already answered this.",
			});
			await end();
			const by = { userId: "ben", name: "ben" };
			expect(stateOf(ada.get(), question)).toMatchObject({ status: "answered", answer: ANSWER, by });
			expect(ada.get().questions).toEqual([]);
			expect(streamedText(ada.get())).toContain("Billing");
		});

		test("refuses an answer that its form does not take, and goes on waiting", async () => {
			const ada = await join("ada");
			const { question, end } = await ask(ada);
			const accept = (answer: Record<string, string | number | boolean | string[]>) =>
				ada.answerQuestion(question.id, { action: "accept", answer: { ...ANSWER, ...answer } });
			const refused = { code: "answer_invalid" };
			await expect(accept({ workers: 17 })).rejects.toMatchObject({
				...refused,
				message: expect.stringMatching(/workers.*from 1 to 16/),
			});
			await expect(accept({ workers: 1.5 })).rejects.toMatchObject({
				...refused,
				message: expect.stringMatching(/whole number/),
			});
			await expect(accept({ name: "" })).rejects.toMatchObject({
				...refused,
				message: expect.stringMatching(/name.*required/),
			});
			await expect(accept({ contact: "nobody" })).rejects.toMatchObject({
				...refused,
				message: expect.stringMatching(/email/),
			});
			await expect(accept({ checks: ["spelling"] })).rejects.toMatchObject(refused);
			await expect(accept({ colour: "red" })).rejects.toMatchObject({
				...refused,
				message: expect.stringMatching(/colour/),
			});
			await expect(accept({ name: "x".repeat(40_000) })).rejects.toMatchObject(refused);
			expect(ada.get().questions.map(({ id }) => id)).toEqual([question.id]);
			await accept({ contact: "" });
			await end();
			expect(stateOf(ada.get(), question)).toMatchObject({ status: "answered", answer: ANSWER });
		});

		test("can be declined and dismissed, and is over then", async () => {
			const ada = await join("ada");
			for (const [action, state] of [
				["decline", { status: "declined", by: { userId: "ada" } }],
				["cancel", { status: "cancelled", reason: "dismissed", by: { userId: "ada" } }],
			] as const) {
				const { question, end } = await ask(ada);
				await ada.answerQuestion(question.id, { action });
				await end();
				expect(stateOf(ada.get(), question)).toMatchObject(state);
			}
		});

		test("answers a repeated request as it did the first time", async () => {
			const ada = await join("ada");
			const { question, end } = await ask(ada);
			const request = { clientId: createClientId(), questionId: question.id, action: "decline" } as const;
			const first = await ada.call("answerQuestion", request);
			expect(await ada.call("answerQuestion", request)).toEqual(first);
			await end();
		});

		test("ends with its turn when that is stopped", async () => {
			const ada = await join("ada");
			const { question, end } = await ask(ada);
			await ada.stop();
			expect(await end()).toMatchObject({ state: "cancelled" });
			expect(stateOf(ada.get(), question)).toMatchObject({ status: "cancelled", reason: "stopped" });
			await expect(ada.answerQuestion(question.id, { action: "decline" })).rejects.toMatchObject({
				code: "question_closed",
			});
		});

		test("counts as time in which the turn waited for people", async () => {
			const ada = await join("ada");
			const { question, end } = await ask(ada);
			await ada.answerQuestion(question.id, { action: "decline" });
			const { result } = await end();
			const state = stateOf(ada.get(), question);
			if (state?.status !== "declined") throw new Error("It was not declined.");
			expect(result?.waitedMs).toBe(state.answeredAt - question.createdAt);
		});

		test("for a page is done when the agent says so, and takes no form", async () => {
			const ada = await join("ada");
			const { question, end } = await ask(ada, contract.harness.prompts.askForVisit);
			expect(question.request).toMatchObject({
				type: "url",
				url: expect.stringMatching(/^https:\/\/agentclientprotocol\.com\//),
			});
			await ada.answerQuestion(question.id, { action: "accept", answer: { anything: "x" } });
			await ada.until((state) => {
				const item = stateOf(state, question);
				return item?.status === "answered" && item.completedAt !== undefined;
			}, "the page to be done");
			await end();
			expect(stateOf(ada.get(), question)).toMatchObject({ status: "answered", answer: {}, by: { userId: "ada" } });
		});

		test("that does not exist is not found", async () => {
			const ada = await join("ada");
			await expect(ada.answerQuestion("none", { action: "decline" })).rejects.toMatchObject({ code: "not_found" });
		});

		test.each(ROLES)("is answered by approvers and above: as %s", async (role) => {
			const [ada, other] = [await join("ada"), await join(`some ${role}`, role)];
			const { question, end } = await ask(ada);
			const answered = other.answerQuestion(question.id, { action: "decline" });
			const mayAnswer = role === "approver" || role === "owner";
			if (mayAnswer) await answered;
			else await expect(answered).rejects.toMatchObject({ code: "forbidden" });
			expect(other.get()).toMatchObject({ questionRole: "approver" });
			if (!mayAnswer) await ada.answerQuestion(question.id, { action: "decline" });
			await end();
		});
	});
}
