import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createClientId } from "../../src/core/platform/browser.ts";
import {
	ACTION_NAMES,
	type ActionName,
	type ActionRequest,
	type ActionResponse,
	DEFAULT_ROLE_TABLE,
	isAtLeastRole,
	LIMITS,
	PROTOCOL_VERSION,
	ROLES,
	type WorkspaceErrorInfo,
} from "../../src/protocol/index.ts";
import { SAMPLE_REQUESTS } from "../faults/inputs/sampleRequests.ts";
import type { ConnectionHarness, ContractPerson } from "./connectionHarness.ts";
import { openProbe } from "./openProbe.ts";
import { type OpenStore, openStore } from "./openStore.ts";
import { endedPrompt, pendingApproval } from "./seen.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben", role: "editor" } as const;
const DEADLINE = { timeoutMs: 10_000 };
const UPLOAD = { name: "a.txt", mimeType: "text/plain", size: 3, offset: 0, data: "" };

/** A request for each action that is harmless, or refused for another reason than who sends it. */
const REQUESTS: { readonly [Name in ActionName]: ActionRequest<Name> } = {
	...SAMPLE_REQUESTS,
	sync: { protocol: PROTOCOL_VERSION, have: null },
	prompt: { text: " " },
	uploadAttachment: { ...UPLOAD, attachmentId: "large", size: LIMITS.attachmentBytes + 1 },
	listFiles: { path: ".." },
	readFile: { path: ".." },
	answerApproval: { clientId: "a", approvalId: "none", optionId: "a" },
	setConfigOption: { clientId: "a", configId: "none", value: "a" },
};

type Call = <Name extends ActionName>(action: Name, request: ActionRequest<Name>) => Promise<ActionResponse<Name>>;

/** Which role may do what, and the errors for those that may not, as tests that every workspace passes. */
export function describeAccess(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	const workspaceId = "access";
	let harness: ConnectionHarness;
	const closers: (() => void)[] = [];

	beforeAll(async () => {
		harness = await startHarness();
		await harness.wake(workspaceId);
	});
	afterAll(() => harness.stop());
	afterEach(() => {
		for (const close of closers.splice(0)) close();
	});

	const connectAs = async (person: ContractPerson, id = workspaceId): Promise<Call> => {
		const { connection, until } = openProbe(harness.connect(id, person));
		closers.push(() => connection.close());
		await until((events) => events.some(({ kind }) => kind === "open"), "the connection to open");
		return (action, request) => connection.call(action, request, DEADLINE);
	};
	const openAs = async (person: ContractPerson): Promise<OpenStore> => {
		const store = await openStore(workspaceId, harness.connect(workspaceId, person));
		closers.push(store.close);
		return store;
	};

	describe.each(ROLES)(`${name}: a person with the role %s`, (role) => {
		const person = { userId: role, name: role, role };
		const mayCall = (action: ActionName) => isAtLeastRole(role, DEFAULT_ROLE_TABLE[action]);

		test("learns which actions they may call", async () => {
			const call = await connectAs(person);
			expect(await call("sync", REQUESTS.sync)).toMatchObject({
				approvalRole: "approver",
				self: { ...person, allowedActions: ACTION_NAMES.filter(mayCall) },
			});
		});

		test("is refused all others, with the role that they need", async () => {
			const call = await connectAs(person);
			const forbidden = ACTION_NAMES.filter((action) => !mayCall(action));
			for (const action of forbidden) {
				expect(await refusalOf(call(action, REQUESTS[action])), action).toEqual({
					code: "forbidden",
					message: `Only people with the role ${DEFAULT_ROLE_TABLE[action]} or above may do this, and yours is ${role}.`,
					hint: "Ask an owner of the workspace for the role.",
				});
			}
		});

		test("is not refused for their role what they may call", async () => {
			const call = await connectAs(person);
			const allowed = ACTION_NAMES.filter((action) => action !== "destroyWorkspace" && mayCall(action));
			for (const action of allowed) {
				const { code } = await refusalOf(call(action, REQUESTS[action]));
				expect(code, action).not.toBe("forbidden");
			}
		});
	});

	describe(`${name}: a refusal says what happened and what to do, when`, () => {
		test("a prompt is empty", () =>
			expectRefusal("prompt", REQUESTS.prompt, {
				code: "prompt_empty",
				message: "The prompt is empty, so there is nothing to ask the agent.",
				hint: "Write what the agent should do.",
			}));

		test("a prompt is too long", () =>
			expectRefusal(
				"prompt",
				{ text: "x".repeat(LIMITS.promptCharacters + 1) },
				{
					code: "prompt_too_long",
					message: "The prompt has 20001 characters, and 20000 is the most the agent gets at once.",
					hint: "Shorten it, or put long parts into a file in the sandbox and name it.",
				},
			));

		test("a prompt names another person", () =>
			expectRefusal(
				"prompt",
				{ text: "Hello", userId: "ben" },
				{
					code: "forbidden",
					message: "A prompt can only be sent in one's own name, and this one names another person.",
					hint: "Leave `userId` out: the workspace knows who you are.",
				},
			));

		test.each(["editPrompt", "movePrompt", "withdrawPrompt"] as const)("%s names no prompt", (action) =>
			expectRefusal(action, REQUESTS[action], {
				code: "not_found",
				message: "There is no such prompt in this workspace.",
			}),
		);

		test("there is no such permission request", () =>
			expectRefusal("answerApproval", REQUESTS.answerApproval, {
				code: "not_found",
				message: "There is no such permission request in this workspace.",
			}));

		test("there is no such item", () =>
			expectRefusal("getItem", REQUESTS.getItem, {
				code: "not_found",
				message: "There is no such item in this workspace.",
			}));

		test("there is no such setting", () =>
			expectRefusal("setConfigOption", REQUESTS.setConfigOption, {
				code: "not_found",
				message: "The agent has no such setting.",
			}));

		test("the page speaks an older version of the protocol", () =>
			expectRefusal(
				"sync",
				{ protocol: 0, have: null },
				{
					code: "client_outdated",
					message: "The page speaks version 0 of the workspace protocol and the server version 1.",
					hint: "Reload the page to get the newer one.",
				},
			));

		test("the page speaks a newer version of the protocol", () =>
			expectRefusal(
				"sync",
				{ protocol: 2, have: null },
				{
					code: "server_outdated",
					message: "The page speaks version 2 of the workspace protocol and the server version 1.",
					hint: "Update workspace-chat on the server.",
				},
			));

		test("a file is too large", () =>
			expectRefusal("uploadAttachment", REQUESTS.uploadAttachment, {
				code: "attachment_too_large",
				message: '"a.txt" is larger than the 10 MB that a file may have here.',
				hint: "Send a smaller file, or put it into the sandbox another way and mention its path.",
			}));

		test("a file is larger than it was to be, or another one than before", async () => {
			const call = await connectAs(ADA);
			const upload = { ...UPLOAD, attachmentId: createClientId() };
			const mismatch = (problem: string) => ({
				code: "invalid_argument",
				message: `A chunk was not accepted: the file ${problem}.`,
				hint: "Attach the file again, under another id.",
			});
			expect(await refusalOf(call("uploadAttachment", { ...upload, data: btoa("four") }))).toEqual(
				mismatch("is larger than announced"),
			);
			await call("uploadAttachment", upload);
			expect(await refusalOf(call("uploadAttachment", { ...upload, size: 4 }))).toEqual(
				mismatch("is not the same as before"),
			);
		});

		test("a file is another person's", async () => {
			const [ada, ben] = [await connectAs(ADA), await connectAs(BEN)];
			const upload = { ...UPLOAD, attachmentId: createClientId() };
			await ada("uploadAttachment", upload);
			expect(await refusalOf(ben("uploadAttachment", upload))).toEqual({
				code: "forbidden",
				message: "This upload belongs to another user, and only they can continue it.",
			});
		});

		test("a file of a prompt is not there", () =>
			expectRefusal(
				"prompt",
				{ text: "Hello", attachments: ["none"] },
				{
					code: "attachment_not_found",
					message: "A file of this prompt is missing or incomplete in the workspace, so the prompt was not accepted.",
					hint: "Attach the file again.",
				},
			));

		test("a prompt is another person's, or no longer waits", async () => {
			const [ada, ben] = [await openAs(ADA), await openAs(BEN)];
			const running = await ada.prompt(harness.prompts.long);
			await ada.until(({ turn }) => turn?.promptId === running.promptId, "the turn to begin");
			const waiting = await ada.prompt("waiting");
			expect(await refusalOf(ben.editPrompt(waiting.promptId, "other"))).toEqual({
				code: "forbidden",
				message: "This prompt is Ada's, and only they or an owner can change it.",
			});
			expect(await refusalOf(ada.editPrompt(running.promptId, "late"))).toEqual({
				code: "prompt_closed",
				message: "This prompt no longer waits, so its text cannot be changed any more.",
				hint: "Send what you wanted to say as another prompt.",
			});
			expect(await refusalOf(ben.prompt("now or never", { whenBusy: "refuse" }))).toEqual({
				code: "turn_running",
				message: "The agent is at work on another prompt, so this one was not taken.",
				hint: "Wait until the turn has ended, or let the prompt wait in the queue.",
			});
			await ada.withdrawPrompt(waiting.promptId);
			await ada.stop();
			await ada.until((state) => endedPrompt(state, running.promptId), "the turn to end");
		});

		test("an answer was not offered, was given already, or is too late", async () => {
			const ada = await openAs(ADA);
			const asked = await ada.prompt(harness.prompts.ask);
			const { id, options } = await ada.until(pendingApproval, "the permission request");
			const optionId = options[0]?.optionId ?? "";
			expect(await refusalOf(ada.answerApproval(id, "none"))).toEqual({
				code: "option_unknown",
				message: "The agent did not offer this answer, so it cannot be given.",
				hint: `Answer with one of: ${options.map((option) => option.optionId).join(", ")}.`,
			});
			await ada.answerApproval(id, optionId);
			expect(await refusalOf(ada.answerApproval(id, optionId))).toEqual({
				code: "already_answered",
				message: "Ada has answered this already, and the first answer counts.",
			});
			await ada.until((state) => endedPrompt(state, asked.promptId), "the turn to end");

			const stopped = await ada.prompt(harness.prompts.ask);
			const late = await ada.until(pendingApproval, "the next permission request");
			await ada.stop();
			await ada.until((state) => endedPrompt(state, stopped.promptId), "the next turn to end");
			expect(await refusalOf(ada.answerApproval(late.id, optionId))).toEqual({
				code: "approval_closed",
				message: "The turn that asked for this permission is over, so nobody can answer it any more.",
			});

			const expired = await ada.prompt(harness.prompts.askBriefly);
			const { turnId } = await ada.until((state) => endedPrompt(state, expired.promptId), "the last turn to end");
			const items = [...ada.get().items.values()];
			const approval = items.find((item) => item.kind === "approval" && item.turnId === turnId);
			expect(await refusalOf(ada.answerApproval(approval?.id ?? "", optionId))).toEqual({
				code: "approval_closed",
				message: "Nobody answered this permission in time, so nobody can answer it any more.",
			});
		});

		test("a path or a process is not in the sandbox", async () => {
			const ada = await openAs(ADA);
			await ada.until(({ session }) => session?.state.status === "ready", "the sandbox to be there");
			const outside = {
				code: "invalid_argument",
				message: "The path leads out of the workspace's folder, and only files inside it can be read.",
				hint: "Use a path relative to the workspace's folder, without `..`.",
			};
			expect(await refusalOf(ada.readFile("../secret"))).toEqual(outside);
			expect(await refusalOf(ada.listFiles(".."))).toEqual(outside);
			expect(await refusalOf(ada.readFile("none"))).toEqual({
				code: "not_found",
				message: "There is no such file or folder in the sandbox.",
				hint: "It may have been moved or deleted since: load the folder again.",
			});
			expect(await refusalOf(ada.readFile("src"))).toEqual({
				code: "invalid_argument",
				message: "This is a folder, so it has no text.",
				hint: "List it instead.",
			});
			expect(await refusalOf(ada.listFiles("README.md"))).toEqual({
				code: "invalid_argument",
				message: "This is no folder, so there is nothing in it.",
				hint: "Read it instead.",
			});
			expect(await refusalOf(ada.readProcess("none"))).toEqual({
				code: "not_found",
				message: "There is no such process in the sandbox.",
				hint: "The sandbox may have been restarted since: load the list again.",
			});
		});

		/** Expects what an owner is refused. */
		async function expectRefusal<Name extends ActionName>(
			action: Name,
			request: ActionRequest<Name>,
			expected: WorkspaceErrorInfo,
		): Promise<void> {
			const call = await connectAs(ADA);
			expect(await refusalOf(call(action, request))).toEqual(expected);
		}
	});
}

/** What a call was refused with; nothing when it succeeded. */
async function refusalOf(call: Promise<unknown>): Promise<Partial<WorkspaceErrorInfo>> {
	try {
		await call;
		return {};
	} catch (error) {
		const { code, message, hint } = error as WorkspaceErrorInfo;
		return { code, message, ...(hint !== undefined && { hint }) };
	}
}
