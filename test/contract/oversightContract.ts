import { describe, expect, test } from "vitest";
import type { WorkspaceState } from "../../src/core/index.ts";
import { createClientId } from "../../src/core/platform/browser.ts";
import {
	type EventItem,
	isAtLeastRole,
	PROTOCOL_VERSION,
	type PromptItem,
	ROLES,
	type Role,
} from "../../src/protocol/index.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import type { OpenStore } from "./openStore.ts";
import { endedPrompt } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";

/** Prompts that are commands which change what the agent asks, also where that is hard to see. */
const COMMANDS = [
	"/permissions",
	"  /mode plan",
	"\n\t/Approvals",
	"/YOLO",
	"$extensions install other",
	"/allowed-tools add Bash",
	"\u200b/config set permissions.defaultMode bypassPermissions",
	"/per\u200bmissions",
	"／sandbox off",
	"/plan",
];

const MODES = ["ask", "auto", "plan"];

/** Who decides how much the agent asks, as tests that every workspace passes. */
export function describeOversight(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	const workspaceId = "oversight";
	const contract = setUpContract(workspaceId, startHarness);

	const join = async (role: Role, person: string = role): Promise<OpenStore> => {
		const store = await contract.join({ userId: person, name: person, role });
		await store.until(({ session }) => session?.state.status === "ready", "the agent to be ready");
		await store.until(({ session }) => session?.configOptions.some(({ id }) => id === "mode"), "its settings");
		return store;
	};

	/** Another mode than the current one. */
	const otherMode = (store: OpenStore) => MODES.find((mode) => mode !== settingOf(store.get(), "mode")) ?? "";

	/** A turn that runs until it is stopped. */
	const keepBusy = async (owner: OpenStore) => {
		const { promptId } = await owner.prompt(contract.harness.prompts.long);
		await owner.until(({ turn }) => turn?.promptId === promptId, "the turn to begin");
		return async () => {
			await owner.stop();
			await owner.until((state) => endedPrompt(state, promptId), "the turn to end");
		};
	};

	describe.each(ROLES)(`${name}: a person with the role %s`, (role) => {
		const mayDecide = isAtLeastRole(role, "approver");

		test("learns which settings and commands need another role", async () => {
			const store = await join(role);
			const { session } = await store.call("sync", { protocol: PROTOCOL_VERSION, have: null });
			const roles = Object.fromEntries(session.configOptions.map((option) => [option.id, option.role]));
			expect(roles).toMatchObject({ mode: "approver" });
			expect(roles.model).toBeUndefined();
			const command = session.commands.find((other) => other.name === "permission");
			expect(command?.role).toBe("approver");
			expect(session.commands.find((other) => other.name === "markdown")?.role).toBeUndefined();
		});

		test(`${mayDecide ? "changes" : "does not change"} the mode`, async () => {
			const store = await join(role);
			const before = settingOf(store.get(), "mode");
			const value = otherMode(store);
			const changed = store.setConfigOption("mode", value);
			if (mayDecide) {
				await changed;
				await store.until((state) => settingOf(state, "mode") === value, "the mode to change");
			} else {
				await expect(changed).rejects.toMatchObject({ code: "forbidden" });
				expect(settingOf(store.get(), "mode")).toBe(before);
			}
		});

		test(`${mayDecide ? "sends" : "does not send"} a command that changes what the agent asks`, async () => {
			const store = await join(role);
			if (mayDecide) {
				const { promptId } = await store.call("prompt", { clientId: createClientId(), text: "/mode" });
				await store.until((state) => endedPrompt(state, promptId), "the turn to end");
				return;
			}
			for (const text of COMMANDS) {
				const sent = store.call("prompt", { clientId: createClientId(), text });
				await expect(sent, text).rejects.toMatchObject({ code: "forbidden" });
				expect(textsOf(store.get())).not.toContain(text);
			}
		});
	});

	describe(`${name}: an editor`, () => {
		test("learns what the role is for", async () => {
			const ed = await join("editor");
			await expect(ed.setConfigOption("mode", otherMode(ed))).rejects.toMatchObject({
				code: "forbidden",
				message:
					"Changing Mode needs the approver role or above: it can decide what the agent does without asking. You are an editor.",
				hint: "Ask someone with that role to change it.",
			});
			await expect(ed.call("prompt", { clientId: createClientId(), text: "/Mode auto" })).rejects.toMatchObject({
				code: "forbidden",
				message:
					"Sending /mode needs the approver role or above: it can decide what the agent does without asking. You are an editor.",
				hint: "Ask someone with that role to send it.",
			});
		});

		test("changes the model", async () => {
			const ed = await join("editor");
			const value = settingOf(ed.get(), "model") === "swift" ? "steady" : "swift";
			await ed.setConfigOption("model", value);
			await ed.until((state) => settingOf(state, "model") === value, "the model to change");
		});

		test("does not make a command of a prompt that waits, nor steer or interrupt with one", async () => {
			const [owner, ed] = [await join("owner"), await join("editor")];
			const end = await keepBusy(owner);
			const { promptId } = await ed.prompt("Hello");
			for (const text of COMMANDS) {
				const edit = ed.call("editPrompt", { clientId: createClientId(), promptId, text });
				await expect(edit, text).rejects.toMatchObject({ code: "forbidden" });
				for (const whenBusy of ["queue", "steer", "interrupt", "refuse"] as const) {
					const sent = ed.call("prompt", { clientId: createClientId(), text, whenBusy });
					await expect(sent, text).rejects.toMatchObject({ code: "forbidden" });
				}
			}
			await owner.until(({ queue }) => queue.length === 1, "the prompt to wait");
			expect(owner.get()).toMatchObject({ queue: [{ text: "Hello" }], turn: { state: "running" } });
			await ed.withdrawPrompt(promptId);
			await end();
		});

		test("does not get another answer by asking again under the same id", async () => {
			const ed = await join("editor");
			const request = { clientId: createClientId(), configId: "mode", value: otherMode(ed) };
			await expect(ed.call("setConfigOption", request)).rejects.toMatchObject({ code: "forbidden" });
			await expect(ed.call("setConfigOption", request)).rejects.toMatchObject({ code: "forbidden" });
		});
	});

	describe(`${name}: a role that was lowered`, () => {
		test("takes the vote with it that was given before", async () => {
			const [owner, lena] = [await join("owner"), await join("approver", "lena")];
			const { promptId } = await owner.prompt(contract.harness.prompts.askTwo);
			const { id, options } = await owner.until(({ approvals }) => approvals[0], "the agent to ask");
			const vote = (store: OpenStore) => {
				const optionId = options[0]?.optionId ?? "";
				return store.call("answerApproval", { clientId: createClientId(), approvalId: id, optionId });
			};
			expect(await vote(lena)).toMatchObject({ missing: 1 });
			lena.close();
			await join("editor", "lena");
			expect(await vote(owner)).toMatchObject({ missing: 1 });
			expect(await vote(await join("approver", "mia"))).toMatchObject({ missing: 0 });
			await owner.until((state) => endedPrompt(state, promptId), "the turn to end");
			expect(owner.get().items.get(id)).toMatchObject({
				votes: [{ by: { userId: "owner" } }, { by: { userId: "mia" } }],
			});
		});

		test("keeps a waiting command from the agent", async () => {
			const [owner, lena] = [await join("owner"), await join("approver", "nora")];
			const end = await keepBusy(owner);
			const { promptId } = await lena.prompt("/mode auto");
			lena.close();
			await join("editor", "nora");
			await end();
			const prompt = await owner.until((state) => endedPrompt(state, promptId), "the prompt to end");
			expect(prompt).toMatchObject({
				state: "failed",
				result: {
					error: {
						code: "forbidden",
						message:
							"/mode was not sent to the agent: it needs the approver role or above, which nora doesn’t have now.",
					},
				},
			});
		});

		test("leaves waiting prompts alone that it still may send, and those of whoever has only gone", async () => {
			const [owner, lena, paul] = [await join("owner"), await join("owner", "olga"), await join("editor", "paul")];
			const end = await keepBusy(owner);
			const sent = [await lena.prompt("Hello"), await paul.prompt("Hello too")];
			paul.close();
			lena.close();
			await join("editor", "olga");
			await end();
			for (const { promptId } of sent) {
				const prompt = await owner.until((state) => endedPrompt(state, promptId), "the prompt to end");
				expect(prompt).toMatchObject({ state: "done" });
			}
		});

		test("withdraws the waiting prompts that it may not send any more, and says why", async () => {
			const [owner, rosa] = [await join("owner"), await join("editor", "rosa")];
			const end = await keepBusy(owner);
			const { promptId } = await rosa.prompt("Hello");
			const { promptId: second } = await rosa.prompt("Hello again");
			const { promptId: other } = await owner.prompt("Mine");
			rosa.close();
			await join("viewer", "rosa");
			const withdrawal = { reason: "role_lowered", person: { userId: "rosa", name: "rosa" } };
			for (const id of [promptId, second]) {
				const item = await owner.until((state) => withdrawn(state, id), "the prompt to be withdrawn");
				expect(item.withdrawal).toEqual(withdrawal);
			}
			await end();
			const prompt = await owner.until((state) => endedPrompt(state, other), "the prompt of another person to end");
			expect(prompt).toMatchObject({ state: "done" });
			expect(owner.get().items.get(promptId)).toMatchObject({ state: "withdrawn", turnId: null });
		});
	});

	test(`${name}: a person with two roles sends prompts from the page that may`, async () => {
		const [editor] = [await join("editor", "wim"), await join("viewer", "wim")];
		const { promptId } = await editor.prompt("Hello");
		const prompt = await editor.until((state) => endedPrompt(state, promptId), "the prompt to end");
		expect(prompt).toMatchObject({ state: "done" });
	});

	describe(`${name}: the queued prompts of somebody who was disconnected`, () => {
		/** Somebody with two prompts in the queue, between others of the owner. */
		const queueFor = async (person: string) => {
			const [owner, theirs] = [await join("owner"), await join("editor", person)];
			const end = await keepBusy(owner);
			const first = (await theirs.prompt("first")).promptId;
			const second = (await theirs.prompt("second")).promptId;
			const other = (await owner.prompt("other")).promptId;
			theirs.close();
			const suspended = (id: string) =>
				owner.until(({ queue }) => queue.find((prompt) => prompt.id === id)?.suspended, "the prompt to be suspended");
			return { owner, end, first, second, other, suspended };
		};
		const done = async (store: OpenStore, id: string) => {
			const prompt = await store.until((state) => endedPrompt(state, id), "the prompt to end");
			expect(prompt).toMatchObject({ state: "done" });
			expect(prompt).not.toHaveProperty("suspended");
		};

		test("do not begin before they are back, and others go first", async () => {
			const { owner, end, first, second, other, suspended } = await queueFor("sara");
			await owner.disconnectUser("sara");
			expect(await suspended(first)).toEqual({
				person: { userId: "sara", name: "sara" },
				until: expect.any(Number),
			});
			await end();
			await done(owner, other);
			expect(owner.get().queue.map(({ id }) => id)).toEqual([first, second]);
			await join("approver", "sara");
			await done(owner, first);
			await done(owner, second);
		});

		test("are withdrawn when they come back with a role that may not prompt", async () => {
			const { owner, end, first, second, suspended } = await queueFor("tess");
			await owner.disconnectUser("tess");
			await suspended(first);
			await join("commenter", "tess");
			for (const id of [first, second]) {
				const item = await owner.until((state) => withdrawn(state, id), "the prompt to be withdrawn");
				expect(item).toMatchObject({ withdrawal: { reason: "role_lowered", person: { userId: "tess" } } });
				expect(item).not.toHaveProperty("suspended");
			}
			await end();
		});

		test("are withdrawn when they do not come back, whether or not a turn runs", async () => {
			const { owner, end, first, second, other } = await queueFor("ugo");
			await owner.disconnectUser("ugo");
			await end();
			await done(owner, other);
			for (const id of [first, second]) {
				const item = await owner.until((state) => withdrawn(state, id), "the prompt to be withdrawn");
				expect(item).toMatchObject({ withdrawal: { reason: "access_ended", person: { userId: "ugo" } } });
			}
			expect(owner.get().queue).toEqual([]);
		}, 60_000);

		test("that steer do not stop the turn", async () => {
			const [owner, vera] = [await join("owner"), await join("editor", "vera")];
			const { promptId: asking } = await owner.prompt(contract.harness.prompts.ask);
			await owner.until(({ approvals }) => approvals[0], "the agent to ask");
			// It waits for the end of the step, which is the permission.
			const { promptId } = await vera.prompt("Now", { whenBusy: "steer" });
			vera.close();
			await owner.disconnectUser("vera");
			await owner.until(({ queue }) => queue[0]?.suspended, "the prompt to be suspended");
			const [approval] = owner.get().approvals;
			await owner.answerApproval(approval?.id ?? "", approval?.options[0]?.optionId ?? "");
			const ended = await owner.until((state) => endedPrompt(state, asking), "the turn to end");
			expect(ended).toMatchObject({ state: "done", result: { stopReason: "end_turn" } });
			await join("viewer", "vera");
			await owner.until((state) => withdrawn(state, promptId), "the prompt to be withdrawn");
		});
	});

	describe(`${name}: a change of the agent`, () => {
		test("needs an owner, an agent that is offered, and no turn", async () => {
			const [owner, approver] = [await join("owner"), await join("approver")];
			expect(owner.get().session?.agents).toEqual(["mock", "amp"]);
			await expect(approver.changeAgent("amp")).rejects.toMatchObject({ code: "forbidden" });
			await expect(owner.changeAgent("pi")).rejects.toMatchObject({ code: "option_unknown" });
			const end = await keepBusy(owner);
			await expect(owner.changeAgent("amp")).rejects.toMatchObject({ code: "turn_running" });
			await end();
		});

		test("an agent that is ready needs no login, and has none that nobody offers", async () => {
			const [owner, editor] = [await join("owner"), await join("editor")];
			await expect(editor.logIn("browser")).rejects.toMatchObject({ code: "forbidden" });
			await owner.logIn("browser");
			expect(owner.get().session?.state.status).toBe("ready");
		});
	});

	describe(`${name}: a change of a setting`, () => {
		test("is one line of the timeline, with who, from and to, for everybody", async () => {
			const [ada, ben] = [await join("approver", "ada"), await join("viewer", "ben")];
			const before = settingEvents(ada.get()).length;
			const from = settingOf(ada.get(), "mode");
			const to = otherMode(ada);
			await ada.setConfigOption("mode", to);
			await ada.setConfigOption("mode", to);
			await ada.setConfigOption("model", settingOf(ada.get(), "model") === "swift" ? "steady" : "swift");
			await ben.until((state) => settingEvents(state).length >= before + 2, "both changes to be seen");
			const seen = settingEvents(ben.get()).slice(before);
			expect(seen).toMatchObject([
				{
					by: { userId: "ada", name: "ada" },
					turnId: null,
					event: {
						type: "setting_changed",
						configId: "mode",
						name: "Mode",
						category: "mode",
						from: { value: from },
						to: { value: to },
					},
				},
				{ by: { userId: "ada" }, event: { configId: "model" } },
			]);
			await ada.until((state) => settingEvents(state).length >= before + 2, "the same for who made it");
			expect(settingEvents(ada.get()).slice(before)).toEqual(seen);
		});

		test("during a turn belongs to that turn, and is once there after a reload", async () => {
			const owner = await join("owner");
			const end = await keepBusy(owner);
			const turnId = owner.get().turn?.id;
			const to = otherMode(owner);
			await owner.setConfigOption("mode", to);
			await owner.until((state) => settingEvents(state).some((item) => item.turnId === turnId), "the event");
			await end();
			const again = await join("viewer", "later");
			expect(settingEvents(again.get()).filter((item) => item.turnId === turnId)).toMatchObject([
				{ by: { userId: "owner" }, event: { to: { value: to } } },
			]);
		});
	});
}

function settingOf({ session }: WorkspaceState, configId: string): string | undefined {
	return session?.configOptions.find(({ id }) => id === configId)?.value;
}

function withdrawn({ items }: WorkspaceState, promptId: string): PromptItem | null {
	const item = items.get(promptId);
	return item?.kind === "prompt" && item.state === "withdrawn" ? item : null;
}

function settingEvents({ itemIds, items }: WorkspaceState): readonly EventItem[] {
	return itemIds.flatMap((id) => {
		const item = items.get(id);
		return item?.kind === "event" && item.event.type === "setting_changed" ? [item] : [];
	});
}

function textsOf({ items, queue }: WorkspaceState): readonly string[] {
	return [...items.values(), ...queue].flatMap((item) => (item.kind === "prompt" ? [item.text] : []));
}
