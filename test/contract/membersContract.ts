import { describe, expect, test } from "vitest";
import { createClientId } from "../../src/core/platform/browser.ts";
import type {
	ActionName,
	ActionRequest,
	ActionResponse,
	EventItem,
	WorkspaceErrorInfo,
} from "../../src/protocol/index.ts";
import { isAboutPeople } from "../../src/rules/people.ts";
import type { ConnectionHarness, ContractPerson } from "./connectionHarness.ts";
import { openProbe } from "./openProbe.ts";
import type { OpenStore } from "./openStore.ts";
import { endedPrompt } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";

const ADA = { userId: "ada", name: "Ada", role: "owner" } as const;

/** Who is let in by an invite, and what owners decide about people, as tests that every workspace passes. */
export function describeMembers(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	const workspaceId = "members";
	const contract = setUpContract(workspaceId, startHarness);
	/** Somebody whom `authenticate` knows and who has no role by it. */
	const stranger = (userId: string, invite?: string): ContractPerson => ({ userId, name: userId, role: null, invite });

	const createInvite = (owner: OpenStore, request: Partial<ActionRequest<"createInvite">> = {}) =>
		owner.call("createInvite", { clientId: createClientId(), role: "editor", ...request });

	/** Why somebody is not let in. */
	async function refusalFor(person: ContractPerson): Promise<WorkspaceErrorInfo> {
		const probe = openProbe(contract.harness.connect(workspaceId, person));
		contract.onEnd(() => probe.connection.close());
		const refused = await probe.until((events) => events.find((event) => event.kind === "refused"), "the refusal");
		return refused.error.toInfo();
	}

	const stateOf = async (owner: OpenStore, id: string) =>
		(await owner.call("listInvites", undefined)).invites.find((invite) => invite.id === id);

	describe(`${name}: an invite`, () => {
		test("gives its role to whoever comes with it, who keeps it without", async () => {
			const ada = await contract.join(ADA);
			expect(await refusalFor(stranger("ben"))).toMatchObject({ code: "forbidden" });
			const { invite, token } = await createInvite(ada);
			const by = { userId: "ada", name: "Ada" };
			expect(invite).toMatchObject({ role: "editor", by, uses: 0, state: "open", singleUse: false });
			const ben = await contract.join(stranger("ben", token));
			expect(ben.get().self).toMatchObject({ userId: "ben", role: "editor" });
			ben.close();
			const again = await contract.join(stranger("ben"));
			expect(again.get().self).toMatchObject({ role: "editor" });
			expect(await stateOf(ada, invite.id)).toMatchObject({ uses: 1, state: "open" });
			const said = await ada.until(
				(state) => eventsOf(state).find((event) => event.by?.userId === "ben"),
				"Ben to join",
			);
			expect(said.event).toEqual({ type: "person_joined", invitedBy: by });
			const invited = eventsOf(ada.get()).findLast(({ event }) => event.type === "person_invited");
			expect(invited).toMatchObject({ by, event: { type: "person_invited", role: "editor", singleUse: false } });
			expect(JSON.stringify([...ada.get().items.values()])).not.toContain(token);
			expect(JSON.stringify(await ada.call("listInvites", undefined))).not.toContain(token);
		});

		test("that is not known lets nobody in, and takes nothing from whoever has a role", async () => {
			expect(await refusalFor(stranger("zoe", "none"))).toMatchObject({ code: "invite_invalid" });
			const cleo = await contract.join({ userId: "cleo", name: "Cleo", role: "viewer", invite: "none" });
			expect(cleo.get().self?.role).toBe("viewer");
		});

		test("raises a role, and lowers none", async () => {
			const ada = await contract.join(ADA);
			const { invite, token } = await createInvite(ada, { role: "commenter", singleUse: true });
			const dan = await contract.join({ userId: "dan", name: "Dan", role: "approver", invite: token });
			expect(dan.get().self?.role).toBe("approver");
			expect(await stateOf(ada, invite.id)).toMatchObject({ uses: 0 });
			const eva = await contract.join({ userId: "eva", name: "Eva", role: "viewer", invite: token });
			expect(eva.get().self?.role).toBe("commenter");
		});

		test("for one person is used up by the first", async () => {
			const ada = await contract.join(ADA);
			const { invite, token } = await createInvite(ada, { singleUse: true });
			const fay = await contract.join(stranger("fay", token));
			fay.close();
			// A reload of the page, whose address still has the link.
			const again = await contract.join(stranger("fay", token));
			expect(again.get().self?.role).toBe("editor");
			expect(await refusalFor(stranger("gus", token))).toMatchObject({ code: "invite_used" });
			expect(await stateOf(ada, invite.id)).toMatchObject({ uses: 1, state: "used" });
		});

		test("that was revoked lets nobody in, and whoever has come by it stays", async () => {
			const ada = await contract.join(ADA);
			const { invite, token } = await createInvite(ada);
			const hal = await contract.join(stranger("hal", token));
			const revoke = () => ada.call("revokeInvite", { clientId: createClientId(), inviteId: invite.id });
			expect(await revoke()).toEqual({ revoked: true });
			expect(await revoke()).toEqual({ revoked: false });
			expect(await refusalFor(stranger("ida", token))).toMatchObject({ code: "invite_invalid" });
			expect(await stateOf(ada, invite.id)).toMatchObject({ state: "revoked" });
			hal.close();
			expect((await contract.join(stranger("hal"))).get().self?.role).toBe("editor");
		});

		test("that only lets people read says nothing on the timeline of those who come by it", async () => {
			const ada = await contract.join(ADA);
			const { token } = await createInvite(ada, { role: "viewer" });
			const lou = await contract.join(stranger("lou", token));
			expect(lou.get().self?.role).toBe("viewer");
			const { token: single } = await createInvite(ada, { role: "viewer", singleUse: true });
			await contract.join(stranger("mia", single));
			const joined = () => eventsOf(ada.get()).flatMap(({ by, event }) => (event.type === "person_joined" ? [by] : []));
			await ada.until(() => joined().some((by) => by?.userId === "mia"), "Mia to join");
			expect(joined().some((by) => by?.userId === "lou")).toBe(false);
			expect(ada.get().participants.some(({ userId }) => userId === "lou")).toBe(true);
		});

		test("that was asked for twice under one client id is one, with a new token", async () => {
			const ada = await contract.join(ADA);
			const clientId = createClientId();
			const rows = () => eventsOf(ada.get()).filter(({ event }) => event.type === "person_invited").length;
			const before = rows();
			const first = await createInvite(ada, { clientId });
			const second = await createInvite(ada, { clientId });
			expect(second.invite.id).toBe(first.invite.id);
			await ada.until(() => rows() > before, "the row");
			expect(rows()).toBe(before + 1);
			expect((await contract.join(stranger("jo", second.token))).get().self?.role).toBe("editor");
			const { code } = await refusalOf(createInvite(ada, { clientId, role: "viewer" }));
			expect(code).toBe("client_id_reused");
		});
	});

	describe(`${name}: an owner`, () => {
		test("changes the role of somebody who is there, whose page has it at once", async () => {
			const ada = await contract.join(ADA);
			const ben = await contract.join({ userId: "ben2", name: "Ben", role: "editor" });
			await setRole(ada, "ben2", "approver");
			await ben.until(({ self }) => self?.role === "approver", "Ben’s page to have the role");
			expect(ben.get().self?.allowedActions).toContain("answerApproval");
			await ada.until(
				({ participants }) => participants.some((one) => one.userId === "ben2" && one.role === "approver"),
				"everybody to see it",
			);
			const person = { userId: "ben2", name: "Ben" };
			const said = eventsOf(ada.get())
				.filter(({ event }) => event.type === "role_changed")
				.at(-1);
			expect(said).toMatchObject({
				by: { userId: "ada" },
				event: { type: "role_changed", person, from: "editor", to: "approver" },
			});
		});

		test("takes away the right to prompt, and what was queued is withdrawn", async () => {
			const ada = await contract.join(ADA);
			const ben = await contract.join({ userId: "ben3", name: "Ben", role: "editor" });
			const running = await ada.prompt(contract.harness.prompts.long);
			await ada.until(({ turn }) => turn?.promptId === running.promptId, "the turn to begin");
			const { promptId } = await ben.prompt("later");
			await setRole(ada, "ben3", "viewer");
			const item = await ada.until(({ items }) => items.get(promptId), "the prompt to be withdrawn");
			expect(item).toMatchObject({ state: "withdrawn", withdrawal: { reason: "role_lowered" } });
			await ben.until(({ self }) => self?.role === "viewer", "Ben’s page to have the role");
			expect((await refusalOf(ben.prompt("again"))).code).toBe("forbidden");
			await ada.stop();
			await ada.until((state) => endedPrompt(state, running.promptId), "the turn to end");
		});

		test("removes somebody, whom old links do not let in again, and new ones do", async () => {
			const ada = await contract.join(ADA);
			const { token: old } = await createInvite(ada);
			const kim = await contract.join(stranger("kim", old));
			await ada.call("removePerson", { clientId: createClientId(), userId: "kim" });
			const status = await kim.until(
				({ connectionStatus: status }) => (status.status === "refused" ? status : null),
				"Kim to be out",
			);
			expect(status.error).toMatchObject({ code: "forbidden", message: "You were removed from this workspace." });
			expect(await refusalFor(stranger("kim", old))).toMatchObject({ code: "forbidden" });
			expect(eventsOf(ada.get()).at(-1)).toMatchObject({
				by: { userId: "ada" },
				event: { type: "person_removed", person: { userId: "kim" } },
			});
			const { token } = await createInvite(ada, { role: "viewer" });
			expect((await contract.join(stranger("kim", token))).get().self?.role).toBe("viewer");
			const { people } = await ada.call("listPeople", { query: "KIM" });
			expect(people).toMatchObject([{ userId: "kim", role: "viewer" }]);
		});

		test("reads page by page who was ever here, and whoever only watches does not", async () => {
			const ada = await contract.join(ADA);
			const names = ["quentin", "quinn"];
			for (const userId of names) await contract.join(stranger(userId, (await createInvite(ada)).token));
			const pageOf = (offset: number) => ada.call("listPeople", { query: "qu", limit: 1, offset });
			const pages = [await pageOf(0), await pageOf(1), await pageOf(2)];
			const listed = pages.flatMap(({ people }) => people.map(({ userId }) => userId));
			expect(new Set(listed).size).toBe(listed.length);
			expect(listed).toEqual(expect.arrayContaining(names));
			expect(pages[0]?.hasMore).toBe(true);
			const watcher = await contract.join(stranger("vic", (await createInvite(ada, { role: "viewer" })).token));
			expect((await refusalOf(watcher.call("listPeople", {}))).code).toBe("forbidden");
		});

		test("does not decide about themselves, nor about strangers", async () => {
			const ada = await contract.join(ADA);
			expect((await refusalOf(setRole(ada, "ada", "viewer"))).code).toBe("forbidden");
			expect((await refusalOf(ada.call("removePerson", { clientId: createClientId(), userId: "ada" }))).code).toBe(
				"forbidden",
			);
			expect((await refusalOf(setRole(ada, "nobody", "viewer"))).code).toBe("not_found");
		});

		test("who is none any more has their links revoked", async () => {
			const ada = await contract.join(ADA);
			const lee = await contract.join({ userId: "lee", name: "Lee", role: "owner" });
			const { token } = await createInvite(lee);
			await setRole(ada, "lee", "editor");
			await lee.until(({ self }) => self?.role === "editor", "Lee’s page to have the role");
			expect(await refusalFor(stranger("moe", token))).toMatchObject({ code: "invite_invalid" });
			expect((await refusalOf(createInvite(lee))).code).toBe("forbidden");
		});
	});
}

function setRole(owner: OpenStore, userId: string, role: ActionRequest<"setRole">["role"]) {
	return owner.call("setRole", { clientId: createClientId(), userId, role });
}

function eventsOf({ itemIds, items }: ReturnType<OpenStore["get"]>): readonly EventItem[] {
	return itemIds.flatMap((id) => {
		const item = items.get(id);
		return item?.kind === "event" && isAboutPeople(item) ? [item] : [];
	});
}

async function refusalOf(call: Promise<ActionResponse<ActionName>>): Promise<Partial<WorkspaceErrorInfo>> {
	return call.then(
		() => ({}),
		(error: WorkspaceErrorInfo) => error,
	);
}
