import { describe, expect, test } from "vitest";
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
import { DEADLINE } from "./deadline.ts";
import { openProbe } from "./openProbe.ts";
import { endedPrompt, pendingApproval } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben", role: "editor" } as const;
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
	const contract = setUpContract(workspaceId, startHarness);

	const connectAs = async (person: ContractPerson, id = workspaceId): Promise<Call> => {
		const { connection, until } = openProbe(contract.harness.connect(id, person));
		contract.onEnd(() => connection.close());
		await until((events) => events.some(({ kind }) => kind === "open"), "the connection to open");
		return (action, request) => connection.call(action, request, DEADLINE);
	};
	const openAs = contract.join;

	test(`${name}: the title that an editor gives is everybody's, and goes when they take it back`, async () => {
		const ada = await openAs(ADA);
		const ben = await openAs(BEN);
		const before = ada.get().session?.title ?? null;
		await ben.renameWorkspace("  Checkout ");
		await ada.until(({ session }) => session?.title === "Checkout", "the title");
		expect(ada.get().session).toMatchObject({ titleBy: { userId: "ben", name: "Ben" }, agentTitle: before });
		await ben.renameWorkspace(null);
		await ada.until(({ session }) => session?.title === before, "the agent's title");
		expect(ada.get().session?.titleBy ?? null).toBe(null);
		await ben.renameWorkspace(null);
		const rows = [...ada.get().items.values()].flatMap((item) =>
			item.kind === "event" && item.event.type === "renamed" ? [{ by: item.by?.userId, ...item.event }] : [],
		);
		const row = { by: "ben", type: "renamed" };
		expect(rows).toEqual([
			{ ...row, from: before, to: "Checkout" },
			{ ...row, from: "Checkout", to: before },
		]);
	});

	describe.each(ROLES)(`${name}: a person with the role %s`, (role) => {
		const person = { userId: role, name: role, role };
		const mayCall = (action: ActionName) => isAtLeastRole(role, DEFAULT_ROLE_TABLE[action]);

		test("sees hidden files only as an editor or above", async () => {
			const store = await openAs(person);
			await store.until(({ session }) => session?.state.status === "ready", "the sandbox to be there");
			const namesIn = async (path: string) => (await store.listFiles(path)).entries.map((entry) => entry.name);
			const hidden = isAtLeastRole(role, "editor") ? [".env"] : [];
			expect((await namesIn("")).filter((found) => found.startsWith("."))).toEqual(hidden);
			expect(await store.findFiles(".env")).toEqual(hidden);
			expect(await namesIn("src")).toEqual(hidden.length > 0 ? [".config", "lib", "app.ts"] : ["lib", "app.ts"]);
			const answers = await Promise.all([
				...[".env", "./src/.config/keys.json", ".none"].map((path) => refusalOf(store.readFile(path))),
				refusalOf(store.listFiles("src/.config")),
			]);
			const refused = {
				code: "forbidden",
				message: `This file or folder is hidden. Reading it needs the editor role or above, and you are a ${role}.`,
				hint: "Ask an owner for access.",
			};
			if (hidden.length === 0) expect(answers).toEqual([refused, refused, refused, refused]);
			else expect(answers).toEqual([{}, {}, expect.objectContaining({ code: "not_found" }), {}]);
		});

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
					message: expect.stringContaining(`This needs the ${DEFAULT_ROLE_TABLE[action]} role or above. You are a`),
					hint: "Ask an owner for access.",
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
				message: "The prompt is empty.",
				hint: "Describe what the agent should do.",
			}));

		test("a prompt is too long", () =>
			expectRefusal(
				"prompt",
				{ text: "x".repeat(LIMITS.promptCharacters + 1) },
				{
					code: "prompt_too_long",
					message: "The prompt is too long: 20001 of 20000 characters.",
					hint: "Shorten it, or attach the long part as a file.",
				},
			));

		test("a client id comes again with another request", async () => {
			const call = await connectAs({ ...ADA, role: "owner" });
			const clientId = createClientId();
			expect(await call("disconnectUser", { clientId, userId: "nobody" })).toEqual({ closed: 0 });
			expect(await call("disconnectUser", { userId: "nobody", clientId })).toEqual({ closed: 0 });
			expect(await refusalOf(call("disconnectUser", { clientId, userId: "somebody" }))).toEqual({
				code: "client_id_reused",
				message: "This client ID was used before, with another request. This one was not carried out.",
				hint: "Make a new client ID for each request, and repeat it only to send the same request again.",
			});
		});

		test("a prompt names another person", () =>
			expectRefusal(
				"prompt",
				{ text: "Hello", userId: "ben" },
				{
					code: "forbidden",
					message: "You can’t send a prompt as someone else.",
					hint: "Omit `userId`: the workspace knows who you are.",
				},
			));

		test.each(["editPrompt", "movePrompt", "withdrawPrompt"] as const)("%s names no prompt", (action) =>
			expectRefusal(action, REQUESTS[action], {
				code: "not_found",
				message: "This prompt doesn’t exist.",
			}),
		);

		test("there is no such permission request", () =>
			expectRefusal("answerApproval", REQUESTS.answerApproval, {
				code: "not_found",
				message: "This permission request doesn’t exist.",
			}));

		test("there is no such item", () =>
			expectRefusal("getItem", REQUESTS.getItem, {
				code: "not_found",
				message: "This item doesn’t exist.",
			}));

		test("there is no such setting", () =>
			expectRefusal("setConfigOption", REQUESTS.setConfigOption, {
				code: "not_found",
				message: "The agent doesn’t have this setting.",
			}));

		test("the page speaks an older version of the protocol", () =>
			expectRefusal(
				"sync",
				{ protocol: 0, have: null },
				{
					code: "client_outdated",
					message: "The page uses protocol version 0, the server 1.",
					hint: "Reload the page to update it.",
				},
			));

		test("the page speaks a newer version of the protocol", () =>
			expectRefusal(
				"sync",
				{ protocol: 2, have: null },
				{
					code: "server_outdated",
					message: "The page uses protocol version 2, the server 1.",
					hint: "Update workspace-chat on the server.",
				},
			));

		test("a file is too large", () =>
			expectRefusal("uploadAttachment", REQUESTS.uploadAttachment, {
				code: "attachment_too_large",
				message: "“a.txt” is larger than 10 MB.",
				hint: "Attach a smaller file, or put it into the sandbox and mention its path.",
			}));

		test("a file is larger than it was to be, or another one than before", async () => {
			const call = await connectAs(ADA);
			const upload = { ...UPLOAD, attachmentId: createClientId() };
			const mismatch = (problem: string) => ({
				code: "invalid_argument",
				message: `Upload failed: the file ${problem}.`,
				hint: "Attach the file again.",
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
				message: "This upload belongs to someone else.",
			});
		});

		test("a file of a prompt is not there", () =>
			expectRefusal(
				"prompt",
				{ text: "Hello", attachments: ["none"] },
				{
					code: "attachment_not_found",
					message: "A file of this prompt is missing or incomplete.",
					hint: "Attach the file again.",
				},
			));

		test("a prompt is another person's, or no longer waits", async () => {
			const [ada, ben] = [await openAs(ADA), await openAs(BEN)];
			const running = await ada.prompt(contract.harness.prompts.long);
			await ada.until(({ turn }) => turn?.promptId === running.promptId, "the turn to begin");
			const waiting = await ada.prompt("waiting");
			expect(await refusalOf(ben.editPrompt(waiting.promptId, "other"))).toEqual({
				code: "forbidden",
				message: "Only Ada or an owner can change this prompt.",
			});
			expect(await refusalOf(ada.editPrompt(running.promptId, "late"))).toEqual({
				code: "prompt_closed",
				message: "This prompt is no longer in the queue.",
				hint: "Send your change as a new prompt.",
			});
			expect(await refusalOf(ben.prompt("now or never", { whenBusy: "refuse" }))).toEqual({
				code: "turn_running",
				message: "The agent is still working on another prompt.",
				hint: "Wait for the turn to end, or add this prompt to the queue.",
			});
			await ada.withdrawPrompt(waiting.promptId);
			await ada.stop();
			await ada.until((state) => endedPrompt(state, running.promptId), "the turn to end");
		});

		test("an answer was not offered, was given already, or is too late", async () => {
			const ada = await openAs(ADA);
			const asked = await ada.prompt(contract.harness.prompts.ask);
			const { id, options } = await ada.until(pendingApproval, "the permission request");
			const optionId = options[0]?.optionId ?? "";
			expect(await refusalOf(ada.answerApproval(id, "none"))).toEqual({
				code: "option_unknown",
				message: "The agent doesn’t offer this option.",
				hint: `Choose one of: ${options.map((option) => option.optionId).join(", ")}.`,
			});
			await ada.answerApproval(id, optionId);
			expect(await refusalOf(ada.answerApproval(id, optionId))).toEqual({
				code: "already_answered",
				message: "Ada already answered this.",
			});
			await ada.until((state) => endedPrompt(state, asked.promptId), "the turn to end");

			const stopped = await ada.prompt(contract.harness.prompts.ask);
			const late = await ada.until(pendingApproval, "the next permission request");
			await ada.stop();
			await ada.until((state) => endedPrompt(state, stopped.promptId), "the next turn to end");
			expect(await refusalOf(ada.answerApproval(late.id, optionId))).toEqual({
				code: "approval_closed",
				message: "The turn that needed this permission has ended.",
			});

			const expired = await ada.prompt(contract.harness.prompts.askBriefly);
			const { turnId } = await ada.until((state) => endedPrompt(state, expired.promptId), "the last turn to end");
			const items = [...ada.get().items.values()];
			const approval = items.find((item) => item.kind === "approval" && item.turnId === turnId);
			expect(await refusalOf(ada.answerApproval(approval?.id ?? "", optionId))).toEqual({
				code: "approval_closed",
				message: "This permission request has expired.",
			});
		});
		test("a title that is none", async () => {
			const call = await connectAs({ ...ADA, role: "editor" });
			expect(await refusalOf(call("renameWorkspace", { clientId: "blank", title: " " }))).toMatchObject({
				code: "invalid_argument",
			});
		});

		test("a path or a process is not in the sandbox", async () => {
			const ada = await openAs(ADA);
			await ada.until(({ session }) => session?.state.status === "ready", "the sandbox to be there");
			const outside = {
				code: "invalid_argument",
				message: "This path is outside the workspace’s folder.",
				hint: "Use a path relative to that folder, without `..`.",
			};
			expect(await refusalOf(ada.readFile("../secret"))).toEqual(outside);
			expect(await refusalOf(ada.listFiles(".."))).toEqual(outside);
			expect(await refusalOf(ada.readFile("none"))).toEqual({
				code: "not_found",
				message: "This file or folder doesn’t exist.",
				hint: "It may have been moved or deleted. Refresh the folder.",
			});
			expect(await refusalOf(ada.readFile("src"))).toEqual({
				code: "invalid_argument",
				message: "This is a folder, not a file.",
				hint: "List it instead.",
			});
			expect(await refusalOf(ada.listFiles("README.md"))).toEqual({
				code: "invalid_argument",
				message: "This is a file, not a folder.",
				hint: "Read it instead.",
			});
			expect(await refusalOf(ada.readProcess("none"))).toEqual({
				code: "not_found",
				message: "This process doesn’t exist.",
				hint: "The sandbox may have restarted. Refresh the list.",
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
